from urllib.parse import urlparse

import flask
from django.http import HttpResponseRedirect
from django.shortcuts import redirect as django_redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from flask import Flask, redirect, request, url_for

from neighbour import one_of, trimmed, wanted

app = Flask(__name__)
api = FastAPI()
TARGETS = {"home": "/", "docs": "https://docs.example.com/"}


@app.route("/go")
def go():
    # ruleid: open-redirect
    return redirect(request.args.get("next", "/"))


@app.route("/login", methods=["POST"])
def login():
    target = request.form.get("next") or url_for("home")
    # ruleid: open-redirect
    return flask.redirect(location=target, code=303)


@app.route("/header")
def header():
    response = flask.make_response("", 302)
    # ruleid: open-redirect
    response.headers["Location"] = "https://" + request.args["host"]
    return response


@api.get("/out")
def out(url: str):
    # ruleid: open-redirect
    return RedirectResponse(url)


def leave(request):
    # ruleid: open-redirect
    return HttpResponseRedirect(request.GET["to"])


def after(request):
    target = request.POST.get("next", "")
    if not target:
        target = "/"
    # ruleid: open-redirect
    return django_redirect(target)


def slashes(request):
    target = request.GET["to"]
    if target.startswith("/"):
        # Two slashes name another host.
        # ruleid: open-redirect
        return HttpResponseRedirect(target)
    return HttpResponseRedirect("/")


# What follows is in order.


@app.route("/safe/named")
def named():
    # ok: open-redirect
    return redirect(url_for("profile", name=request.args["name"]))


@app.route("/safe/prefix")
def prefix():
    # ok: open-redirect
    return redirect(f"/users/{request.args['name']}")


@app.route("/safe/choice")
def choice():
    # ok: open-redirect
    return redirect(TARGETS[request.args["to"]])


@app.route("/safe/host")
def host():
    target = request.args["next"]
    if urlparse(target).netloc not in ("", "example.com"):
        return redirect("/")
    # ok: open-redirect
    return redirect(target)


@app.route("/safe/relative")
def relative():
    target = request.args["next"]
    parts = urlparse(target)
    if parts.scheme or parts.netloc:
        target = "/"
    # ok: open-redirect
    return redirect(target)


@app.route("/safe/self", methods=["POST"])
def again():
    # ok: open-redirect
    return redirect(request.url)


def checked(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("home")
    # ok: open-redirect
    return HttpResponseRedirect(target)


def local(request):
    target = request.GET["to"]
    if target.startswith("/") and not target.startswith("//"):
        # ok: open-redirect
        return HttpResponseRedirect(target)
    return HttpResponseRedirect("/")


@api.get("/safe/number")
def number(n: int):
    # ok: open-redirect
    return RedirectResponse("/items/" + str(n))


# Through another file.


@app.route("/across/go")
def across_go():
    # ruleid: open-redirect
    return redirect(trimmed(wanted("next")))


def sent_on(target):
    # ruleid: open-redirect
    return redirect(target)


@app.route("/through/go")
def through_go():
    return sent_on(request.args["next"])


@app.route("/across/listed")
def across_listed():
    # ok: open-redirect
    return redirect(one_of(wanted("next"), TARGETS))
