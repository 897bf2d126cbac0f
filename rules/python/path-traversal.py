import io
import os
import pathlib
import shutil
import zipfile

from django.http import FileResponse, Http404, HttpResponse
from fastapi import FastAPI, UploadFile
from fastapi import responses
from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

from neighbour import joined, wanted, whole

app = Flask(__name__)
api = FastAPI()
BASE = pathlib.Path("/srv/files")
ROOT = "/srv/files"


@app.route("/read")
def read():
    # ruleid: path-traversal
    with open(os.path.join(ROOT, request.args["name"])) as file:
        return file.read()


@app.route("/upload", methods=["POST"])
def upload():
    sent = request.files["file"]
    # ruleid: path-traversal
    sent.save(os.path.join(ROOT, sent.filename))
    return "stored"


@app.route("/download")
def download():
    name = request.cookies.get("last")
    # ruleid: path-traversal
    return send_file(ROOT + "/" + name)


@api.get("/files/{name:path}")
def serve(name: str):
    # ruleid: path-traversal
    return responses.FileResponse(BASE / name)


@api.post("/store")
async def store(file: UploadFile):
    target = f"/srv/files/{file.filename}"
    # ruleid: path-traversal
    with open(target, "wb") as out:
        out.write(await file.read())
    return {}


def show(request):
    document = BASE / request.GET["doc"]
    # ruleid: path-traversal
    return HttpResponse(document.read_text(), content_type="text/plain")


def drop(request):
    # ruleid: path-traversal
    shutil.rmtree(os.path.join(ROOT, request.POST["folder"]))
    return HttpResponse(status=204)


@app.route("/prefix")
def prefix():
    path = BASE / request.args["name"]
    # Not resolved: the dots are still in it.
    if not str(path).startswith(str(BASE)):
        abort(400)
    # ruleid: path-traversal
    return path.read_bytes()


# What follows is in order.


@app.route("/safe/upload", methods=["POST"])
def safe_upload():
    sent = request.files["file"]
    # ok: path-traversal
    sent.save(os.path.join(ROOT, secure_filename(sent.filename)))
    return "stored"


@app.route("/safe/read")
def safe_read():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith(ROOT + os.sep):
        return "not here", 403
    # ok: path-traversal
    with open(path) as file:
        return file.read()


@app.route("/safe/resolved")
def resolved():
    path = (BASE / request.args["name"]).resolve()
    if not path.is_relative_to(BASE):
        abort(404)
    # ok: path-traversal
    return path.read_text()


@app.route("/safe/dots")
def dots():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        return "not here", 403
    # ok: path-traversal
    with open(os.path.join(ROOT, name)) as file:
        return file.read()


@app.route("/safe/directory/<path:name>")
def directory(name):
    # ok: path-traversal
    return send_from_directory(ROOT, name)


@api.get("/safe/last")
def last(name: str):
    # ok: path-traversal
    return responses.FileResponse(os.path.join(ROOT, os.path.basename(name)))


def safe_show(request, number):
    known = {"terms": "terms.txt", "privacy": "privacy.txt"}
    name = known.get(request.GET["doc"])
    if name is None:
        raise Http404
    # ok: path-traversal
    return FileResponse(open(os.path.join(ROOT, name), "rb"))


@app.route("/safe/content", methods=["POST"])
def content():
    # ok: path-traversal
    with open("/srv/inbox/last.txt", "w") as out:
        out.write(request.form["text"])
    return "stored"


@app.route("/safe/lexical")
def lexical():
    path = (BASE / request.args["name"]).resolve()
    if not str(path).startswith(str(BASE)):
        return "not here"
    if path.exists():
        # ok: path-traversal
        return path.read_text()
    return ""


# Through another file.


@app.route("/across/read")
def across_read():
    # ruleid: path-traversal
    with open(joined("/srv/files/", wanted("name"))) as file:
        return file.read()


def text_of(path):
    # ruleid: path-traversal
    return pathlib.Path(path).read_text()


@app.route("/through/read")
def through_read():
    return text_of(os.path.join(ROOT, request.args["name"]))


@app.route("/across/number")
def across_number():
    # ok: path-traversal
    with open(f"/srv/files/{whole(wanted('number'))}.txt") as file:
        return file.read()


@app.route("/safe/looked-up/<name>")
def looked_up(name):
    watch = watches.get(name)
    # ok: path-traversal
    return open(os.path.join(watch.folder, "last.txt")).read()


@app.route("/safe/archive", methods=["POST"])
def archive():
    raw = io.BytesIO(request.files["archive"].read())
    # ok: path-traversal
    with zipfile.ZipFile(raw) as sent:
        return str(len(sent.namelist()))


@app.route("/safe/typed/<slug_id:number>")
def typed(number):
    # ok: path-traversal
    return open(os.path.join(ROOT, number)).read()


@app.route("/untyped/<path:name>")
def untyped(name):
    # ruleid: path-traversal
    return open(os.path.join(ROOT, name)).read()


def folder_of(request):
    for entry in os.scandir(BASE):
        if entry.name == request.GET["folder"]:
            # ok: path-traversal
            return open(os.path.join(entry.path, "index.txt")).read()
