import urllib.request
from urllib.parse import urlparse

import aiohttp
import httpx
import requests
from django.conf import settings
from django.http import JsonResponse
from fastapi import FastAPI
from flask import Flask, abort, jsonify, request
from pydantic import BaseModel

from neighbour import joined, one_of, wanted

app = Flask(__name__)
api = FastAPI()
ALLOWED_HOSTS = {"images.example.com", "cdn.example.com"}
BACKEND = "https://api.example.com"


class Hook(BaseModel):
    url: str
    name: str


@app.route("/fetch")
def fetch():
    # ruleid: ssrf
    return jsonify(requests.get(request.args["url"], timeout=3).status_code)


@app.route("/proxy", methods=["POST"])
def proxy():
    target = request.get_json().get("target")
    with requests.Session() as session:
        # ruleid: ssrf
        answer = session.post(f"http://{target}/notify", timeout=3)
    return jsonify(answer.status_code)


@api.post("/hooks")
async def hook(body: Hook):
    async with httpx.AsyncClient() as client:
        # ruleid: ssrf
        answer = await client.post(body.url, json={"name": body.name})
    return {"code": answer.status_code}


@api.get("/preview")
async def preview(link: str):
    async with aiohttp.ClientSession() as session:
        # ruleid: ssrf
        async with session.get(link) as answer:
            return {"length": answer.content_length}


def load(address):
    # ruleid: ssrf
    return urllib.request.urlopen(address).read()


def avatar(request):
    data = load(request.GET["avatar"])
    return JsonResponse({"size": len(data)})


def by_method(request):
    # ruleid: ssrf
    answer = requests.request("GET", "https://" + request.GET["host"] + "/health")
    return JsonResponse({"code": answer.status_code})


# What follows is in order.


@app.route("/safe/path/<name>")
def safe_path(name):
    # ok: ssrf
    return jsonify(requests.get(f"https://api.example.com/users/{name}").json())


@app.route("/safe/query")
def safe_query():
    # ok: ssrf
    return jsonify(requests.get("https://api.example.com/find", params={"q": request.args["q"]}).json())


@app.route("/safe/constant/<name>")
def safe_constant(name):
    # ok: ssrf
    return jsonify(requests.get(BACKEND + "/users/" + name).json())


@app.route("/safe/host")
def safe_host():
    url = request.args["url"]
    parsed = urlparse(url)
    if parsed.scheme != "https" or parsed.hostname not in ALLOWED_HOSTS:
        abort(400)
    # ok: ssrf
    return jsonify(requests.get(url, allow_redirects=False).status_code)


@app.route("/safe/choice")
def safe_choice():
    regions = {"eu": "https://eu.example.com/", "us": "https://us.example.com/"}
    # ok: ssrf
    return jsonify(requests.get(regions[request.args["region"]]).json())


@api.post("/safe/body")
async def safe_body(body: Hook):
    async with httpx.AsyncClient() as client:
        # ok: ssrf
        answer = await client.post("https://api.example.com/hooks", json={"url": body.url})
    return {"code": answer.status_code}


def safe_setting(request):
    # ok: ssrf
    answer = requests.get(f"{settings.SEARCH_URL}/find/{request.GET['q']}")
    return JsonResponse(answer.json())


def from_session(request):
    # ok: ssrf
    return JsonResponse({"value": request.session.get(request.GET["key"])})


# Through another file.


@app.route("/across/fetch")
def across_fetch():
    # ruleid: ssrf
    return jsonify(requests.get(joined("http://", wanted("host")), timeout=3).status_code)


@app.route("/across/listed")
def across_listed():
    # ok: ssrf
    return jsonify(requests.get(one_of(wanted("url"), (BACKEND,)), timeout=3).status_code)


@app.route("/safe/reason")
def safe_reason():
    link = request.args["link"]
    ok, reason = is_webhook_url_safe(link)
    if not ok:
        return reason, 400
    # ok: ssrf
    return jsonify(requests.get(link, timeout=3).status_code)
