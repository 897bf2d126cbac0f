import importlib
import pydoc

from django.utils.module_loading import import_string
from fastapi import FastAPI
from flask import Flask, request

from neighbour import first_or_second, joined, wanted

app = Flask(__name__)
api = FastAPI()
PLUGINS = {"a": "plugins.a", "b": "plugins.b"}


@app.route("/plugin")
def plugin():
    # ruleid: import-from-request
    return importlib.import_module(request.args["name"]).run()


@api.get("/locate")
def locate(name: str):
    # ruleid: import-from-request
    return pydoc.locate(name)()


def load(path):
    # ruleid: import-from-request
    return import_string(path)


def backend(request):
    return load(request.POST["backend"])().run()


@app.route("/call")
def call():
    # ruleid: import-from-request
    return getattr(actions, request.args["action"])()


@app.route("/global")
def by_global():
    # ruleid: import-from-request
    return globals()[request.args["name"]]()


@app.route("/safe/plugin")
def safe_plugin():
    # ok: import-from-request
    return importlib.import_module(PLUGINS[request.args["name"]]).run()


@app.route("/safe/listed")
def safe_listed():
    name = request.args["name"]
    if name not in PLUGINS:
        return "unknown", 400
    # ok: import-from-request
    return importlib.import_module(name).run()


@app.route("/safe/prefix")
def safe_prefix():
    # ok: import-from-request
    return getattr(actions, "do_" + request.args["action"])()


@app.route("/safe/value")
def safe_value():
    # ok: import-from-request
    return str(getattr(settings, "TITLE")) + request.args["action"]


@api.get("/safe/number")
def safe_number(n: int):
    # ok: import-from-request
    return importlib.import_module("plugins.p%d" % n).run()


# Through another file.


@app.route("/across/plugin")
def across_plugin():
    # ruleid: import-from-request
    return importlib.import_module(joined("", wanted("name"))).run()


@app.route("/across/known")
def across_known():
    # ok: import-from-request
    return importlib.import_module(first_or_second(wanted("name"))).run()
