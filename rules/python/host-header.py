from django.conf import settings
from django.core.mail import send_mail
from fastapi import FastAPI, Request
from fastapi_mail import MessageSchema
from flask import Flask, request, url_for
from flask_mail import Message

from neighbour import address, joined

app = Flask(__name__)
api = FastAPI()


@app.route("/forgot", methods=["POST"])
def forgot():
    link = request.host_url + "reset/" + make_token()
    # ruleid: host-header-link
    mail.send(Message("Password", recipients=[user.email], body="Click " + link))
    return "sent"


def forgot_view(request):
    link = f"https://{request.get_host()}/reset/{make_token()}"
    # ruleid: host-header-link
    send_mail("Password", f"Click {link}", "a@example.com", [request.user.email])


def notify(user, link):
    # ruleid: host-header-link
    user.email_user("Password", "Click " + link)


def forgot_deep(request):
    notify(request.user, request.build_absolute_uri("/reset/" + make_token()))


@api.post("/forgot")
async def forgot_api(request: Request):
    link = "https://" + request.headers["host"] + "/reset/" + make_token()
    # ruleid: host-header-link
    message = MessageSchema(subject="Password", recipients=[address], body=link)
    await sender.send_message(message)


@app.route("/safe/forgot", methods=["POST"])
def safe_forgot():
    link = app.config["SITE_URL"] + url_for("reset", token=make_token())
    # ok: host-header-link
    mail.send(Message("Password", recipients=[user.email], body="Click " + link))
    return "sent"


def safe_forgot_view(request):
    # ok: host-header-link
    send_mail("Password", f"Click {settings.SITE_URL}/reset/{make_token()}", "a@example.com", [request.user.email])


def safe_listed(request):
    host = request.get_host()
    if host not in settings.SITES:
        return
    # ok: host-header-link
    send_mail("Password", f"Click https://{host}/reset", "a@example.com", [request.user.email])


@app.route("/safe/page")
def safe_page():
    # Shown to the client itself.
    # ok: host-header-link
    return {"self": request.host_url}


# Through another file.


@app.route("/across/forgot", methods=["POST"])
def across_forgot():
    # ruleid: host-header-link
    mail.send(Message("Password", recipients=[user.email], body=joined(address(), "reset/" + make_token())))
    # ok: host-header-link
    mail.send(Message("Password", recipients=[user.email], body=joined(app.config["SITE_URL"], "reset/" + make_token())))
    return "sent"
