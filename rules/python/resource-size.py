import secrets
import time

import numpy as np
from fastapi import FastAPI, Query
from flask import Flask, request
from PIL import Image

from neighbour import first_or_second, wanted, whole

app = Flask(__name__)
api = FastAPI()


@app.route("/rows")
def rows():
    # ruleid: size-from-request
    return [str(i) for i in range(int(request.args["n"]))]


@app.route("/wait")
def wait():
    # ruleid: size-from-request
    time.sleep(float(request.args.get("seconds", "1")))
    return "done"


@api.get("/noise")
def noise(size: int):
    # ruleid: size-from-request
    return np.zeros(size).tolist()


def make_token(length):
    # ruleid: size-from-request
    return secrets.token_hex(length)


@app.route("/token")
def token():
    return make_token(int(request.args["length"]))


def thumbnail(request):
    width = int(request.GET["width"])
    # ruleid: size-from-request
    return Image.new("RGB", (width, 100))


@app.route("/safe/rows")
def safe_rows():
    # ok: size-from-request
    return [str(i) for i in range(min(int(request.args["n"]), 100))]


@app.route("/safe/wait")
def safe_wait():
    seconds = int(request.args["seconds"])
    if seconds > 5:
        return "too long", 400
    # ok: size-from-request
    time.sleep(seconds)
    return "done"


@api.get("/safe/noise")
def safe_noise(size: int = Query(10, le=1000)):
    # ok: size-from-request
    return np.zeros(size).tolist()


@app.route("/safe/items")
def safe_items():
    items = request.args.getlist("item")
    # ok: size-from-request
    return [items[i] for i in range(len(items))]


@app.route("/safe/fixed")
def safe_fixed():
    # ok: size-from-request
    time.sleep(1)
    # ok: size-from-request
    return [request.args["text"] for i in range(3)]


def safe_thumbnail(request):
    width = int(request.GET["width"])
    if 0 < width <= 2000:
        # ok: size-from-request
        return Image.new("RGB", (width, 100))


# Through another file.


@app.route("/across/wait")
def across_wait():
    # ruleid: size-from-request
    time.sleep(whole(wanted("seconds")))
    return "done"


@app.route("/across/choice")
def across_choice():
    # ok: size-from-request
    time.sleep(len(first_or_second(wanted("pace"))))
    return "done"
