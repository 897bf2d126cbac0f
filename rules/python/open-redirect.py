from urllib.parse import urlencode, urlparse

import flask
import tornado.web
from django.http import HttpResponseRedirect
from django.shortcuts import redirect as django_redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from flask import Flask, redirect, request, url_for
from tornado.httputil import url_concat

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


@app.route("/safe/behind")
def behind():
    target = url_for("search", page=1)
    if request.query_string:
        target = f"{target}&{request.query_string.decode()}"
    # ok: open-redirect
    return redirect(target)


@app.route("/safe/added")
def added():
    # ok: open-redirect
    return redirect(url_for("search") + "?" + request.args["q"])


@app.route("/safe/encoded")
def encoded():
    # ok: open-redirect
    return redirect(start_page() + urlencode({"q": request.args["q"]}))


@app.route("/front")
def front():
    # ruleid: open-redirect
    return redirect(f"{request.args['site']}/search?page=1")


@app.route("/safe/by-name")
def by_name():
    # ok: open-redirect
    return redirect(get_safe_redirect_url(request.args["next"]))


def to_secure(request):
    # ok: open-redirect
    return HttpResponseRedirect("https://" + request.get_host() + request.get_full_path())


class SearchHandler(tornado.web.RequestHandler):
    def get(self):
        # ok: open-redirect
        self.redirect(url_concat(self.settings["search_url"], {"q": self.get_argument("q")}))

    def post(self):
        # ruleid: open-redirect
        self.redirect(url_concat(self.get_argument("next"), {"done": "1"}))
