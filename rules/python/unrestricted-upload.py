import os
from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI, UploadFile
from flask import Flask, abort, request
from werkzeug.utils import secure_filename

from neighbour import joined, uploaded

app = Flask(__name__)
api = FastAPI()
FOLDER = "/srv/uploads"
ALLOWED = {".png", ".jpg"}


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    # ruleid: unrestricted-upload
    file.save(os.path.join(FOLDER, secure_filename(file.filename)))
    return "ok"


@api.post("/upload")
async def upload_api(file: UploadFile):
    # ruleid: unrestricted-upload
    with open(os.path.join(FOLDER, os.path.basename(file.filename)), "wb") as out:
        out.write(await file.read())


def keep(name, data):
    # ruleid: unrestricted-upload
    with open(os.path.join(FOLDER, name), "wb") as out:
        out.write(data)


def upload_view(request):
    upload = request.FILES["file"]
    keep(upload.name, upload.read())


@app.route("/safe/upload", methods=["POST"])
def safe_upload():
    file = request.files["file"]
    suffix = Path(file.filename).suffix.lower()
    if suffix not in ALLOWED:
        abort(400)
    # ok: unrestricted-upload
    file.save(os.path.join(FOLDER, uuid4().hex + suffix))
    return "ok"


@app.route("/safe/checked", methods=["POST"])
def safe_checked():
    file = request.files["file"]
    if file and allowed_file(file.filename):
        # ok: unrestricted-upload
        file.save(os.path.join(FOLDER, secure_filename(file.filename)))
    return "ok"


@api.post("/safe/upload")
async def safe_upload_api(file: UploadFile):
    # ok: unrestricted-upload
    with open(os.path.join(FOLDER, uuid4().hex), "wb") as out:
        out.write(await file.read())


def safe_upload_view(request):
    upload = request.FILES["file"]
    if not upload.name.lower().endswith((".png", ".jpg")):
        raise ValueError("pictures only")
    # ok: unrestricted-upload
    with open(os.path.join(FOLDER, upload.name), "wb") as out:
        out.write(upload.read())


@app.route("/safe/fixed", methods=["POST"])
def safe_fixed():
    file = request.files["file"]
    # ok: unrestricted-upload
    file.save(os.path.join(FOLDER, "latest.png"))
    return "ok"


# Through another file.


@app.route("/across/upload", methods=["POST"])
def across_upload():
    # ruleid: unrestricted-upload
    with open(joined("/srv/uploads/", secure_filename(uploaded("file"))), "wb") as out:
        out.write(request.files["file"].read())
    return "ok"


@app.route("/across/fixed", methods=["POST"])
def across_fixed():
    file = request.files["file"]
    # ok: unrestricted-upload
    file.save(joined("/srv/uploads/", f"{uuid4()}.bin"))
    app.logger.info("stored %r", uploaded("file"))
    return "ok"


@app.route("/picture", methods=["POST"])
def picture():
    p = request.files["picture"]
    # ruleid: unrestricted-upload
    p.save("/srv/uploads/" + p.filename)
    return "ok"
