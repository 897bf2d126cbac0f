import smtplib
from email.message import EmailMessage
from email.mime.text import MIMEText
from urllib.parse import quote

from django.http import HttpResponse
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from flask import Flask, make_response, request
from werkzeug.datastructures import Headers

from neighbour import trimmed, wanted, whole

app = Flask(__name__)
api = FastAPI()


@app.route("/name")
def name():
    response = make_response("hello")
    # ruleid: header-injection
    response.headers["X-Name"] = request.args["name"]
    return response


def download(request):
    response = HttpResponse("text", content_type="text/plain")
    # ruleid: header-injection
    response["Content-Disposition"] = "attachment; filename=" + request.GET["file"]
    return response


@api.get("/tag")
def tag(value: str):
    # ruleid: header-injection
    return PlainTextResponse("ok", headers={"X-Tag": value})


def label(response, value):
    # ruleid: header-injection
    response.headers.add("X-Label", value)


@app.route("/label")
def labelled():
    response = make_response("hello")
    label(response, request.form["label"])
    return response


def application(environ, start_response):
    value = request.args["v"]
    # ruleid: header-injection
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-V", value)])
    return []


@app.route("/safe/name")
def safe_name():
    response = make_response("hello")
    # ok: header-injection
    response.headers["X-Name"] = quote(request.args["name"])
    # ok: header-injection
    response.headers["X-Length"] = str(len(request.args["name"]))
    # ok: header-injection
    response.headers["Cache-Control"] = "no-store"
    kind = request.args["kind"]
    if kind in ("a", "b"):
        # ok: header-injection
        response.headers["X-Kind"] = kind
    number = int(request.args["n"])
    # ok: header-injection
    response.headers["X-Number"] = f"n={number}"
    return response


def safe_download(request):
    response = HttpResponse(request.GET["text"], content_type="text/plain")
    file = request.GET["file"].replace("\n", "").replace("\r", "")
    # ok: header-injection
    response["Content-Disposition"] = "attachment; filename=" + file
    return response


@app.route("/contact", methods=["POST"])
def contact():
    subject = request.form["subject"]
    with smtplib.SMTP("localhost") as server:
        # ruleid: email-header-injection
        server.sendmail("a@example.com", ["b@example.com"], f"Subject: {subject}\n\nhello")


@app.route("/invite", methods=["POST"])
def invite():
    mail = MIMEText("hello")
    # ruleid: email-header-injection
    mail["Subject"] = "From " + request.form["name"]
    # ruleid: email-header-injection
    mail["To"] = request.form["to"]
    server.sendmail("a@example.com", ["b@example.com"], mail.as_string())


def text_of(subject):
    return "Subject: " + subject + "\n\nhello"


@app.route("/through", methods=["POST"])
def through():
    message = text_of(request.form["subject"])
    # ruleid: email-header-injection
    server.sendmail("a@example.com", ["b@example.com"], message)


@app.route("/safe/contact", methods=["POST"])
def safe_contact():
    message = EmailMessage()
    # ok: email-header-injection
    message["Subject"] = request.form["subject"]
    message.set_content(request.form["text"])
    server.send_message(message)
    mail = MIMEText(request.form["text"])
    # ok: email-header-injection
    mail["Subject"] = "A message from the form"
    # ok: email-header-injection
    mail["Reply-To"] = " ".join(request.form["from"].splitlines())
    # ok: email-header-injection
    server.sendmail("a@example.com", ["b@example.com"], mail.as_string())
    # ok: email-header-injection
    server.sendmail("a@example.com", ["b@example.com"], "Subject: hello\n\nhello")


# Through another file.


@app.route("/across/tag")
def across_tag():
    response = make_response("hello")
    # ruleid: header-injection
    response.headers["X-Tag"] = trimmed(wanted("tag"))
    # ok: header-injection
    response.headers["X-Count"] = str(whole(wanted("count")))
    return response


@app.route("/across/contact", methods=["POST"])
def across_contact():
    # ruleid: email-header-injection
    server.sendmail("a@example.com", ["b@example.com"], "Subject: " + wanted("subject") + "\n\nhello")
    # ok: email-header-injection
    server.sendmail("a@example.com", ["b@example.com"], "Subject: order %d\n\nhello" % whole(wanted("order")))


@app.route("/kind")
def kind():
    response = make_response("hello")
    # ruleid: header-injection
    response.headers["Content-Type"] = request.args["kind"]
    headers = Headers()
    # ruleid: header-injection
    headers.add("X-Kind", request.args["kind"])
    # ok: header-injection
    headers.add("X-Kind", "plain")
    # ok: header-injection
    response.headers["Content-Type"] = "text/plain" if request.args["kind"] == "plain" else "text/html"
    return response
