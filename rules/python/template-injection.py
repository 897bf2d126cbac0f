import jinja2
from django.http import HttpResponse
from django.template import Context, Template
from fastapi import FastAPI
from flask import Flask, render_template, render_template_string, request
from mako.template import Template as MakoTemplate

from neighbour import joined, wanted, whole

app = Flask(__name__)
api = FastAPI()
PAGES = {"a": "Hello {{ name }}", "b": "Bye {{ name }}"}


@app.route("/hello")
def hello():
    # ruleid: template-injection
    return render_template_string("<h1>Hello " + request.args["name"] + "</h1>")


@app.route("/mail", methods=["POST"])
def mail():
    # ruleid: template-injection
    return jinja2.Template(request.form["template"]).render(user="x")


@app.route("/env")
def env():
    environment = jinja2.Environment(autoescape=True)
    # ruleid: template-injection
    return environment.from_string(request.args["t"]).render()


@api.post("/mako")
def mako(source: str):
    # ruleid: template-injection
    return {"text": MakoTemplate(source).render()}


def preview(request):
    # ruleid: template-injection
    template = Template("Dear %s" % request.POST["name"])
    return HttpResponse(template.render(Context()))


def wrap(text):
    return "{% extends 'base.html' %}" + text


@app.route("/wrapped")
def wrapped():
    # ruleid: template-injection
    return render_template_string(wrap(request.args["text"]))


# What follows is in order.


@app.route("/safe/hello")
def safe_hello():
    # ok: template-injection
    return render_template_string("<h1>Hello {{ name }}</h1>", name=request.args["name"])


@app.route("/safe/file")
def safe_file():
    # ok: template-injection
    return render_template("hello.html", name=request.args["name"])


@app.route("/safe/jinja")
def safe_jinja():
    # ok: template-injection
    return jinja2.Template("Hello {{ name }}", autoescape=True).render(name=request.args["name"])


@app.route("/safe/choice")
def safe_choice():
    # ok: template-injection
    return render_template_string(PAGES[request.args["page"]], name="x")


def safe_preview(request):
    # ok: template-injection
    template = Template("Dear {{ name }}")
    return HttpResponse(template.render(Context({"name": request.POST["name"]})))


@api.get("/safe/number")
def number(n: int):
    # ok: template-injection
    return {"text": MakoTemplate("n is %d" % n).render()}


# Through another file.


@app.route("/across/hello")
def across_hello():
    # ruleid: template-injection
    return render_template_string(joined("Hello ", wanted("name")))


@app.route("/across/number")
def across_number():
    # ok: template-injection
    return render_template_string("Hello number %d" % whole(wanted("n")))
