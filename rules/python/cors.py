import re

import aiohttp_cors
from fastapi import FastAPI
from flask import Flask, request
from flask_cors import CORS, cross_origin
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

app = Flask(__name__)
api = FastAPI()

# ruleid: cors-any-origin-with-credentials
CORS(app, supports_credentials=True)
# ruleid: cors-any-origin-with-credentials
CORS(app, origins="*", supports_credentials=True)
# ruleid: cors-any-origin-with-credentials
CORS(app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)
# ok: cors-any-origin-with-credentials
CORS(app, origins=["https://app.example.com"], supports_credentials=True)
# ok: cors-any-origin-with-credentials
CORS(app, resources={r"/api/*": {"origins": ORIGINS}}, supports_credentials=True)
# A public interface without cookies.
# ok: cors-any-origin-with-credentials
CORS(app)
# ok: cors-any-origin-with-credentials
CORS(app, origins="*")


@app.route("/me")
# ruleid: cors-any-origin-with-credentials
@cross_origin(supports_credentials=True)
def me():
    return {}


# ruleid: cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"])
# ruleid: cors-any-origin-with-credentials
api.add_middleware(
    CORSMiddleware,
    allow_origin_regex=".*",
    allow_credentials=True,
)

origins = ["*"]
# ruleid: cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)

# ruleid: cors-any-origin-with-credentials
star = Starlette(middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)])
# ruleid: cors-any-origin-with-credentials
wrapped = CORSMiddleware(star, allow_origins=["*"], allow_credentials=True)

# ok: cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
# ok: cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False)
# ok: cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=settings.ORIGINS, allow_credentials=True)
# ok: cors-any-origin-with-credentials
api.add_middleware(CORSMiddleware, allow_origin_regex=r"https://.*\.example\.com", allow_credentials=True)

CORS_ALLOW_CREDENTIALS = True
# ruleid: cors-any-origin-with-credentials
CORS_ALLOW_ALL_ORIGINS = True
if DEBUG:
    # ok: cors-any-origin-with-credentials
    CORS_ORIGIN_ALLOW_ALL = True

cors = aiohttp_cors.setup(
    web_app,
    defaults={"https://app.example.com": aiohttp_cors.ResourceOptions(allow_credentials=True)},
)
# ruleid: cors-any-origin-with-credentials
cors = aiohttp_cors.setup(web_app, defaults={"*": aiohttp_cors.ResourceOptions(allow_credentials=True)})
# ok: cors-any-origin-with-credentials
cors = aiohttp_cors.setup(web_app, defaults={"*": aiohttp_cors.ResourceOptions(expose_headers="*")})


@app.after_request
def reflect(response):
    # ruleid: cors-any-origin-with-credentials
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.after_request
def reflect_later(response):
    origin = request.headers["Origin"]
    response.headers.add("Access-Control-Allow-Credentials", "true")
    # ruleid: cors-any-origin-with-credentials
    response.headers.add("Access-Control-Allow-Origin", origin)
    return response


@app.after_request
def reflect_known(response):
    origin = request.headers.get("Origin")
    if origin in ORIGINS:
        # ok: cors-any-origin-with-credentials
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.after_request
def open_to_all(response):
    # ok: cors-any-origin-with-credentials
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")
    return response


@app.after_request
def one(response):
    # ok: cors-any-origin-with-credentials
    response.headers["Access-Control-Allow-Origin"] = "https://app.example.com"
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response
