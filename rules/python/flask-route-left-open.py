from flask import Blueprint, abort, request
from flask_login import current_user, login_required

bp = Blueprint("items", __name__)


@bp.route("/items", methods=["POST"])
@login_required
# ok: flask-route-left-open
def add_item():
    db.session.add(Item(name=request.form["name"]))
    db.session.commit()
    return "ok"


@bp.route("/items/<int:item_id>", methods=["DELETE"])
# ruleid: flask-route-left-open
def delete_item(item_id):
    db.session.delete(Item.query.get_or_404(item_id))
    db.session.commit()
    return "", 204


@bp.post("/items/<int:item_id>/rename")
# ruleid: flask-route-left-open
def rename_item(item_id):
    rename(item_id, request.form["name"])
    return "ok"


@bp.route("/settings", methods=("GET", "PUT"))
# ruleid: flask-route-left-open
def settings():
    if request.method == "PUT":
        store(request.get_json())
    return {}


# Asks by itself.
@bp.route("/drafts", methods=["POST"])
# ok: flask-route-left-open
def add_draft():
    if not current_user.is_authenticated:
        abort(401)
    return store(request.get_json())


@bp.route("/login", methods=["POST"])
# ok: flask-route-left-open
def login():
    return check(request.form["name"], request.form["password"])


@bp.route("/items", methods=["GET"])
# ok: flask-route-left-open
def list_items():
    return {"items": []}


@bp.route("/jobs", methods=["POST"])
@roles_accepted("admin")
# ok: flask-route-left-open
def start_job():
    return start(request.get_json())
