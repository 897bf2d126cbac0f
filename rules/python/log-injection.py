import json
import logging

from django.http import HttpResponse
from fastapi import FastAPI
from flask import Flask, current_app, request
from loguru import logger as loguru_logger

from neighbour import joined, one_of, wanted

app = Flask(__name__)
api = FastAPI()
logger = logging.getLogger(__name__)
log = logging.getLogger("audit")


@app.route("/login", methods=["POST"])
def login():
    # ruleid: log-injection
    logger.info("login of " + request.form["name"])
    return "ok"


@app.route("/find")
def find():
    # ruleid: log-injection
    logging.warning("looked for %s", request.args.get("q"))
    return "ok"


@app.route("/agent")
def agent():
    # ruleid: log-injection
    current_app.logger.error(f"agent {request.headers['User-Agent']}")
    return "ok"


@api.get("/items/{name}")
def item(name: str):
    # ruleid: log-injection
    log.debug("item {}".format(name))
    return {}


def note(text):
    # ruleid: log-injection
    log.info("note: %s" % text)


def notes(request):
    note(request.POST["text"])
    return HttpResponse("ok")


def loud(request):
    # ruleid: log-injection
    loguru_logger.info("path " + request.GET["path"])
    return HttpResponse("ok")


# What follows is in order.


@app.route("/safe/replaced")
def replaced():
    name = request.args["name"].replace("\r", "").replace("\n", "")
    # ok: log-injection
    logger.info("name %s", name)
    return "ok"


@app.route("/safe/repr")
def as_repr():
    # ok: log-injection
    logger.info("name %r", request.args["name"])
    # todook: log-injection
    logger.info(f"name {request.args['name']!r}")
    return "ok"


@app.route("/safe/json", methods=["POST"])
def as_json():
    # ok: log-injection
    logger.info(json.dumps(request.get_json()))
    return "ok"


@api.get("/safe/items/{number}")
def safe_item(number: int):
    # ok: log-injection
    logger.info("item %d", number)
    return {}


@app.route("/safe/length")
def length():
    # ok: log-injection
    logger.info("got %d letters", len(request.args["text"]))
    return "ok"


def clean(text):
    return "".join(text.split())


def safe_notes(request):
    # ok: log-injection
    log.info("note: " + clean(request.POST["text"]))
    return HttpResponse("ok")


@app.route("/safe/choice")
def choice():
    colour = request.args["colour"]
    if colour in ("red", "green"):
        # ok: log-injection
        logger.info("colour %s", colour)
    return "ok"


# Through another file.


@app.route("/across/note")
def across_note():
    # ruleid: log-injection
    logger.info(joined("note: ", wanted("note")))
    return "ok"


@app.route("/across/choice")
def across_choice():
    # ok: log-injection
    logger.info("colour %s", one_of(wanted("colour"), ("red", "green")))
    return "ok"


@app.route("/safe/address")
def address():
    # ok: log-injection
    logger.info("asked for %s", request.url)
    # ok: log-injection
    logger.info("asked for %s", request.host)
    return "ok"
