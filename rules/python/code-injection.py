import ast
import importlib
import json
import operator

from django.http import HttpResponse, JsonResponse
from fastapi import FastAPI
from flask import Flask, jsonify, request

from neighbour import one_of, trimmed, wanted

app = Flask(__name__)
api = FastAPI()
OPERATIONS = {"add": operator.add, "sub": operator.sub}
PLUGINS = ["csv", "json"]


@app.route("/calc")
def calc():
    # ruleid: code-injection
    return jsonify(eval(request.args["expression"]))


@app.route("/run", methods=["POST"])
def run():
    scope = {}
    # ruleid: code-injection
    exec(request.get_data(as_text=True), scope)
    return jsonify(scope.get("result"))


@api.post("/formula")
def formula(text: str):
    # ruleid: code-injection
    code = compile(text, "<formula>", "eval")
    return {"constants": len(code.co_consts)}


def plugin(request):
    name = request.GET.get("plugin")
    # ruleid: code-injection
    module = importlib.import_module("plugins." + name)
    return HttpResponse(module.run(), content_type="text/plain")


def sort_key(field):
    # ruleid: code-injection
    return eval("lambda row: row." + field)


@app.route("/sorted")
def sorted_rows():
    return jsonify(sorted(load_rows(), key=sort_key(request.args["by"])))


@app.route("/cookie")
def cookie():
    parts = request.cookies.get("prefs", "").split(";")
    # ruleid: code-injection
    exec("prefs = " + parts[0])
    return "ok"


# What follows is in order.


@app.route("/safe/literal")
def literal():
    # ok: code-injection
    return jsonify(ast.literal_eval(request.args["value"]))


@app.route("/safe/json", methods=["POST"])
def parsed():
    # ok: code-injection
    return jsonify(json.loads(request.get_data()))


@app.route("/safe/operation")
def operation():
    chosen = OPERATIONS[request.args["op"]]
    # ok: code-injection
    return jsonify(chosen(int(request.args["a"]), int(request.args["b"])))


@app.route("/safe/constant")
def constant():
    # ok: code-injection
    return jsonify(eval("x + 1", {"x": int(request.args["x"])}))


def safe_plugin(request):
    name = request.GET["plugin"]
    if name not in PLUGINS:
        return HttpResponse(status=404)
    # ok: code-injection
    module = importlib.import_module("plugins." + name)
    return HttpResponse(module.run(), content_type="text/plain")


@api.get("/safe/number")
def number(n: int):
    # ok: code-injection
    return {"value": eval(f"2 ** {n}")}


def dead(request):
    guess = "ABC"[1]
    if guess == "A":
        code = request.GET["code"]
    else:
        code = "1 + 1"
    # ok: code-injection
    return JsonResponse({"value": eval(code)})


# Through another file.


@app.route("/across/formula")
def across_formula():
    # ruleid: code-injection
    return jsonify(eval(trimmed(wanted("formula"))))


@app.route("/across/listed")
def across_listed():
    # ok: code-injection
    return jsonify(eval(one_of(wanted("formula"), ("1 + 1", "2 + 2"))))
