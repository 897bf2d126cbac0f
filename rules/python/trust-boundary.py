import flask
from django.contrib.auth import authenticate
from django.http import HttpResponse
from flask import Flask, request, session

from neighbour import one_of, trimmed, wanted

app = Flask(__name__)
ROLES = ("reader", "writer")


@app.route("/role")
def role():
    # ruleid: trust-boundary
    session["role"] = request.args["role"]
    return "ok"


@app.route("/key", methods=["POST"])
def key():
    # ruleid: trust-boundary
    flask.session[request.form["key"]] = "10340"
    return "ok"


@app.route("/update", methods=["POST"])
def update():
    # ruleid: trust-boundary
    session.update(request.get_json())
    return "ok"


def remember(request):
    # ruleid: trust-boundary
    request.session["tenant"] = request.COOKIES["tenant"]
    return HttpResponse("ok")


def normal(value):
    return value.strip().lower()


def remember_later(request):
    tenant = normal(request.GET["tenant"])
    # ruleid: trust-boundary
    request.session["tenant"] = tenant
    return HttpResponse("ok")


@app.route("/names")
def names():
    for name in request.headers.keys():
        # ruleid: trust-boundary
        session[name] = "seen"
    return "ok"


# What follows is in order.


@app.route("/safe/role")
def safe_role():
    role = request.args["role"]
    if role not in ROLES:
        role = "reader"
    # ok: trust-boundary
    session["role"] = role
    return "ok"


@app.route("/safe/login", methods=["POST"])
def login():
    user = User.query.filter_by(name=request.form["name"]).first()
    # ok: trust-boundary
    session["user"] = user.id
    return "ok"


@app.route("/safe/count")
def count():
    # ok: trust-boundary
    session["count"] = int(request.args["count"])
    return "ok"


def sign_in(request):
    user = authenticate(request, username=request.POST["name"], password=request.POST["password"])
    # ok: trust-boundary
    request.session["user"] = user.pk
    return HttpResponse("ok")


@app.route("/safe/other")
def other():
    seen = {}
    # ok: trust-boundary
    seen["name"] = request.args["name"]
    session["seen"] = len(seen)
    return "ok"


@app.route("/safe/list")
def from_list():
    values = ["fixed", request.args["value"]]
    # ok: trust-boundary
    session["value"] = values[0]
    return "ok"


# Through another file.


@app.route("/across/role")
def across_role():
    # ruleid: trust-boundary
    session["role"] = trimmed(wanted("role"))
    return "ok"


@app.route("/across/listed")
def across_listed():
    # ok: trust-boundary
    session["role"] = one_of(wanted("role"), ROLES)
    return "ok"
