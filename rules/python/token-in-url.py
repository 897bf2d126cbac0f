from django.http import HttpResponseRedirect
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from flask import Flask, redirect, request, url_for

app = Flask(__name__)
api = FastAPI()


@app.route("/callback")
def callback():
    token = exchange(request.args["code"])
    # ruleid: secret-in-url
    return redirect(f"/app?access_token={token}")


@api.get("/callback")
def callback_api(code: str):
    target = "https://app.example.com/?jwt=" + exchange(code)
    # ruleid: secret-in-url
    return RedirectResponse(url=target)


def callback_view(request):
    # ruleid: secret-in-url
    return HttpResponseRedirect("/app?session_id=%s" % request.session.session_key)


@app.route("/login")
def login():
    # ruleid: secret-in-url
    return check(request.args["name"], request.args.get("password"))


@app.route("/resume")
def resume():
    # ruleid: secret-in-url
    return load(request.args["session_id"])


@app.route("/safe/callback")
def safe_callback():
    token = exchange(request.args["code"])
    # ok: secret-in-url
    response = redirect("/app")
    response.set_cookie("session", token, secure=True, httponly=True)
    return response


@app.route("/safe/page")
def safe_page():
    # ok: secret-in-url
    return redirect(f"/list?page={request.args['page']}&sort={request.args['sort']}")


@app.route("/safe/login", methods=["POST"])
def safe_login():
    # ok: secret-in-url
    return check(request.form["name"], request.form["password"])


@app.route("/safe/reset")
def safe_reset():
    # A token that works once.
    # ok: secret-in-url
    return redirect(url_for("reset", token=request.args["token"]))
