from string import Formatter, Template

from fastapi import FastAPI
from flask import Flask, request

from neighbour import first_or_second, joined, wanted

app = Flask(__name__)
api = FastAPI()
TEXTS = {"short": "Hi {user.name}", "long": "Good morning {user.name}"}


@app.route("/greet", methods=["POST"])
def greet():
    # ruleid: format-from-request
    return request.form["text"].format(user=load_user())


@api.post("/mail")
def mail(template: str):
    text = "Dear user,\n" + template
    # ruleid: format-from-request
    return {"text": text.format(user=load_user())}


def fill(template, user):
    # ruleid: format-from-request
    return template.format_map({"user": user})


def preview(request):
    return fill(request.POST["template"], request.user)


@app.route("/formatter", methods=["POST"])
def formatter():
    # ruleid: format-from-request
    return Formatter().vformat(request.form["text"], [], {"user": load_user()})


@app.route("/safe/greet", methods=["POST"])
def safe_greet():
    # ok: format-from-request
    return "Hello {}".format(request.form["text"])


@app.route("/safe/choice", methods=["POST"])
def safe_choice():
    # ok: format-from-request
    return TEXTS[request.form["kind"]].format(user=load_user())


@app.route("/safe/template", methods=["POST"])
def safe_template():
    # ok: format-from-request
    return Template(request.form["text"]).safe_substitute(name="x")


@app.route("/safe/braces", methods=["POST"])
def safe_braces():
    text = request.form["text"].replace("{", "").replace("}", "") + " {user.name}"
    # ok: format-from-request
    return text.format(user=load_user())


@app.route("/safe/checked", methods=["POST"])
def safe_checked():
    text = request.form["text"]
    if "{" in text:
        return "no braces", 400
    # ok: format-from-request
    return (text + " {user.name}").format(user=load_user())


# Through another file.


@app.route("/across/greet")
def across_greet():
    # ruleid: format-from-request
    return joined("Dear user, ", wanted("text")).format(user=load_user())


@app.route("/across/choice")
def across_choice():
    # ok: format-from-request
    return first_or_second(wanted("text")).format(user=load_user())
