import base64
import json
import pickle
import hmac

import dill
import jsonpickle
import yaml
from django.http import HttpResponse, JsonResponse
from fastapi import FastAPI, Request
from flask import Flask, jsonify, request

from neighbour import Holder, wanted

app = Flask(__name__)
api = FastAPI()


@app.route("/state")
def state():
    # ruleid: unsafe-deserialization
    return jsonify(pickle.loads(base64.b64decode(request.cookies["state"])))


@app.route("/config", methods=["POST"])
def config():
    # ruleid: unsafe-deserialization
    return jsonify(yaml.load(request.get_data(), Loader=yaml.Loader))


@app.route("/file", methods=["POST"])
def from_file():
    sent = request.files["model"]
    # ruleid: unsafe-deserialization
    model = pickle.load(sent.stream)
    return jsonify(model.name)


@api.post("/job")
async def job(request: Request):
    body = await request.body()
    # ruleid: unsafe-deserialization
    task = dill.loads(body)
    return {"name": task.name}


def settings_of(request):
    # ruleid: unsafe-deserialization
    return JsonResponse(yaml.unsafe_load(request.POST["settings"]))


def decode(text):
    # ruleid: unsafe-deserialization
    return jsonpickle.decode(text)


def cart(request):
    return HttpResponse(decode(request.GET["cart"]).total, content_type="text/plain")


# What follows is in order.


@app.route("/safe/config", methods=["POST"])
def safe_config():
    # ok: unsafe-deserialization
    return jsonify(yaml.safe_load(request.get_data()))


@app.route("/safe/loader", methods=["POST"])
def safe_loader():
    # ok: unsafe-deserialization
    return jsonify(yaml.load(request.get_data(), Loader=yaml.SafeLoader))


@app.route("/safe/state")
def safe_state():
    # ok: unsafe-deserialization
    return jsonify(json.loads(base64.b64decode(request.cookies["state"])))


@app.route("/safe/dump", methods=["POST"])
def dump():
    # ok: unsafe-deserialization
    store("last", pickle.dumps(request.get_json()))
    return "", 204


def own_file(request):
    with open("/srv/app/model.bin", "rb") as file:
        # ok: unsafe-deserialization
        model = pickle.load(file)
    return JsonResponse({"score": float(model.score(request.GET["text"]))})


@api.get("/safe/cached")
def cached(name: str):
    names = ["first", name]
    # ok: unsafe-deserialization
    return {"value": len(pickle.loads(base64.b64decode(names[0])))}


# Through another file.


@app.route("/across/state")
def across_state():
    # ruleid: unsafe-deserialization
    return jsonify(pickle.loads(base64.b64decode(Holder(wanted("state")).held())))


@app.route("/across/json")
def across_json():
    # ok: unsafe-deserialization
    return jsonify(json.loads(base64.b64decode(Holder(wanted("state")).held())))
