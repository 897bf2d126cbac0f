import asyncio
import os
import socket
import urllib.request
from http.server import HTTPServer
from urllib.request import urlopen

import aiohttp
import bottle
import httpx
import requests
import tornado.web
import uvicorn
from fastapi import FastAPI
from flask import Flask

app = Flask(__name__)

# Debug mode.

# ruleid: debug-mode
app.debug = True
# ruleid: debug-mode
app.config["DEBUG"] = True
# ruleid: debug-mode
api = FastAPI(debug=True)
# ruleid: debug-mode
site = tornado.web.Application([], debug=True)

if __name__ == "__main__":
    # ruleid: debug-mode
    app.run(debug=True, port=5000)
    # ruleid: debug-mode
    bottle.run(port=8080, debug=True)

# ok: debug-mode
app.debug = bool(os.environ.get("APP_DEBUG"))
# ok: debug-mode
app.config["DEBUG"] = False
# ok: debug-mode
other_api = FastAPI(title="debug")


def start(arguments, job):
    # ok: debug-mode
    app.run(debug=arguments.debug)
    # ok: debug-mode
    job.debug = True
    # ok: debug-mode
    job.prepare(debug=True)


# Addresses.


def serve(handler):
    # ruleid: bind-all-interfaces
    app.run(host="0.0.0.0", port=8000)
    # ruleid: bind-all-interfaces
    uvicorn.run(api, host="0.0.0.0")
    # ruleid: bind-all-interfaces
    HTTPServer(("", 8000), handler).serve_forever()
    listener = socket.socket()
    # ruleid: bind-all-interfaces
    listener.bind(("0.0.0.0", 9000))
    # ruleid: bind-all-interfaces
    return asyncio.start_server(handler, "0.0.0.0", 9000)


def serve_here(handler, address):
    # ok: bind-all-interfaces
    app.run(host="127.0.0.1")
    # ok: bind-all-interfaces
    uvicorn.run(api, host=address)
    # ok: bind-all-interfaces
    HTTPServer(("localhost", 8000), handler).serve_forever()
    probe = socket.socket()
    # ok: bind-all-interfaces
    probe.bind(("", 0))
    # ok: bind-all-interfaces
    return address == "0.0.0.0"


# Time limits.


def fetch(url, body):
    # ruleid: request-without-timeout
    first = requests.get(url)
    # ruleid: request-without-timeout
    second = requests.post(url, json=body, headers={"Accept": "text/plain"})
    # ruleid: request-without-timeout
    third = urlopen(url).read()
    # ruleid: request-without-timeout
    fourth = urllib.request.urlopen(url, body)
    # ruleid: request-without-timeout
    fifth = httpx.Client(timeout=None)
    # ruleid: request-without-timeout
    sixth = requests.put(url, body, timeout=None)
    return first, second, third, fourth, fifth, sixth


def fetch_well(url, body, **options):
    # ok: request-without-timeout
    first = requests.get(url, timeout=10)
    # ok: request-without-timeout
    second = requests.request("GET", url, **options)
    # ok: request-without-timeout
    third = urlopen(url, timeout=5).read()
    # ok: request-without-timeout
    fourth = httpx.get(url)
    # ok: request-without-timeout
    fifth = aiohttp.ClientTimeout(total=30)
    # ok: request-without-timeout
    sixth = urlopen(url, body, 5)
    return first, second, third, fourth, fifth, sixth
