import re

import regex
from fastapi import FastAPI
from flask import Flask, request

from neighbour import first_or_second, joined, wanted

app = Flask(__name__)
api = FastAPI()
PATTERNS = {"word": r"\w+", "number": r"\d+"}


@app.route("/grep")
def grep():
    # ruleid: regex-from-request
    return [line for line in lines() if re.search(request.args["q"], line)]


@api.get("/find")
def find(q: str):
    # ruleid: regex-from-request
    pattern = re.compile("^" + q, re.IGNORECASE)
    return [line for line in lines() if pattern.match(line)]


def filtered(pattern, rows):
    # ruleid: regex-from-request
    return [row for row in rows if regex.match(pattern, row)]


def rows(request):
    return filtered(request.GET.get("filter", ""), lines())


def cut(request):
    # ruleid: regex-from-request
    return re.split(pattern=request.POST["separator"], string="a,b,c")


@app.route("/safe/grep")
def safe_grep():
    # ok: regex-from-request
    return [line for line in lines() if re.search(re.escape(request.args["q"]), line)]


@app.route("/safe/text")
def safe_text():
    # The client's text is searched in, not for.
    # ok: regex-from-request
    return re.findall(r"\w+", request.args["text"])


@app.route("/safe/choice")
def safe_choice():
    # ok: regex-from-request
    return re.findall(PATTERNS[request.args["kind"]], "some text")


@app.route("/safe/time")
def safe_time():
    # ok: regex-from-request
    return regex.findall(request.args["q"], "some text", timeout=1)


@api.get("/safe/number")
def safe_number(n: int):
    # ok: regex-from-request
    return re.findall("a{%d}" % n, "aaaa")


@app.route("/safe/words")
def safe_words():
    word = request.args["word"]
    if not word.isalnum():
        return []
    # ok: regex-from-request
    return re.findall(r"\b" + word + r"\b", "some text")


# Through another file.


@app.route("/across/grep")
def across_grep():
    # ruleid: regex-from-request
    return [line for line in lines() if re.search(joined("^", wanted("q")), line)]


@app.route("/across/choice")
def across_choice():
    # ok: regex-from-request
    return re.findall(first_or_second(wanted("q")), "some text")
