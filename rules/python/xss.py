import html
import json

import bleach
import jinja2
import mako.lookup
import markupsafe
import tornado.web
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse
from flask import Flask, Response, jsonify, make_response, render_template, request

from neighbour import joined, wanted, whole

app = Flask(__name__)
api = FastAPI()


@app.route("/hello")
def hello():
    # ruleid: xss
    return "<h1>Hello " + request.args.get("name", "") + "</h1>"


@app.route("/page/<title>")
def page(title):
    body = ""
    body += f"<title>{title}</title>"
    # ruleid: xss
    return body, 200


@app.route("/made", methods=["POST"])
def made():
    # ruleid: xss
    response = make_response("<p>%s</p>" % request.form["comment"])
    return response


@app.route("/names")
def names():
    rows = []
    for name in request.form.keys():
        rows.append("<li>" + name + "</li>")
    # ruleid: xss
    return Response("".join(rows), status=200)


def greeting(request):
    # ruleid: xss
    return HttpResponse("<b>%s</b>" % request.GET["who"])


def badge(request):
    # ruleid: xss
    label = mark_safe("<i>" + request.POST["label"] + "</i>")
    return render(request, "badge.html", {"label": label})


@api.get("/html", response_class=HTMLResponse)
def as_html(q: str):
    # ruleid: xss
    return f"<p>No results for {q}</p>"


@api.get("/html2")
def as_html2(q: str):
    # ruleid: xss
    return HTMLResponse(content="<p>" + q + "</p>")


# What follows is in order.


@app.route("/safe/hello")
def safe_hello():
    # ok: xss
    return "<h1>Hello " + html.escape(request.args.get("name", "")) + "</h1>"


@app.route("/safe/template")
def template():
    # ok: xss
    return render_template("hello.html", name=request.args["name"])


@app.route("/safe/json")
def as_json():
    # ok: xss
    return jsonify(name=request.args["name"])


@app.route("/safe/dict")
def as_dict():
    result = {"name": request.args["name"]}
    # ok: xss
    return result


@app.route("/safe/plain")
def plain():
    # ok: xss
    return Response(request.args["text"], mimetype="text/plain")


@app.route("/safe/typed")
def typed():
    body = json.dumps({"q": request.args["q"]})
    # ok: xss
    return body, 200, {"Content-Type": "application/json"}


@app.route("/safe/header")
def header():
    # ok: xss
    response = make_response("ok")
    response.headers["X-Name"] = request.args["name"]
    return response


@app.route("/safe/number")
def number():
    count = int(request.args["count"])
    # ok: xss
    return f"<p>{count}</p>"


def safe_greeting(request):
    # ok: xss
    return HttpResponse("<b>%s</b>" % escape(request.GET["who"]))


def formatted(request):
    # ok: xss
    return HttpResponse(format_html("<b>{}</b>", request.GET["who"]))


def safe_json(request):
    # ok: xss
    return JsonResponse({"who": request.GET["who"]})


@api.get("/safe/api")
def api_value(q: str):
    # ok: xss
    return "No results for " + q


@app.route("/safe/cleaned", methods=["POST"])
def cleaned():
    text = bleach.clean(request.form["text"])
    # ok: xss
    return markupsafe.Markup(text)


@app.route("/safe/fallthrough")
def fallthrough():
    value = "fixed"
    other = request.args["q"]
    data = {"a": value, "b": other}
    # ok: xss
    return "<p>" + data["a"] + "</p>"


# Through another file.


@app.route("/across/hello")
def across_hello():
    # ruleid: xss
    return joined("<h1>Hello ", wanted("name")) + "</h1>"


@app.route("/across/number")
def across_number():
    # ok: xss
    return joined("<h1>Number ", str(whole(wanted("n")))) + "</h1>"


class PageHandler(tornado.web.RequestHandler):
    def get(self):
        template = self.environment.get_template("page.html")
        # ok: xss
        self.write(template.render(name=self.get_argument("name")))

    def post(self):
        # ok: xss
        self.write(self.entry_to_json(self.get_argument("name")))

    def put(self):
        # ruleid: xss
        self.write("<p>" + self.get_argument("name"))


@app.route("/text")
def from_text():
    # ruleid: xss
    return jinja2.Template("<p>{{ name }}</p>").render(name=request.args["name"])


@app.route("/mako")
def from_mako():
    lookup = mako.lookup.TemplateLookup(["templates"])
    # ruleid: xss
    return lookup.get_template("page.html").render(name=request.args["name"])
