from flask import Flask, abort, g, request, session

app = Flask(__name__)


@app.route("/items/<int:item_id>", methods=["DELETE"])
# ruleid: flask-route-without-login
def delete_item(item_id):
    db.session.delete(Item.query.get_or_404(item_id))
    db.session.commit()
    return "", 204


@app.route("/items", methods=["GET", "POST"])
# ruleid: flask-route-without-login
def items():
    if request.method == "POST":
        for row in request.get_json():
            db.session.add(Item(name=row["name"]))
        db.session.commit()
    return {"items": []}


@app.put("/orders/<int:order_id>")
# ruleid: flask-route-without-login
def change_order(order_id):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders SET state = %s WHERE id = %s", (request.json["state"], order_id))
    return {}


@app.route("/profile", methods=["POST"])
# ok: flask-route-without-login
def profile():
    if "user_id" not in session:
        return "", 401
    db.session.add(Profile(user=session["user_id"]))
    db.session.commit()
    return "ok"


@app.route("/notes", methods=["POST"])
# ok: flask-route-without-login
def add_note():
    if g.user is None:
        abort(401)
    db.session.add(Note(owner=g.user))
    db.session.commit()
    return "ok"


@app.route("/drafts", methods=["POST"])
@logged_in
# ok: flask-route-without-login
def add_draft():
    db.session.add(Draft())
    db.session.commit()
    return "ok"


@app.route("/signup", methods=["POST"])
# ok: flask-route-without-login
def signup():
    db.session.add(User(name=request.form["name"]))
    db.session.commit()
    return "ok"


@app.route("/import", methods=["POST"])
# ok: flask-route-without-login
def bring_in():
    if not has_api_token(request):
        abort(403)
    db.session.add(Batch())
    db.session.commit()
    return "ok"


# Nothing is stored.
@app.route("/sum", methods=["POST"])
# ok: flask-route-without-login
def total():
    return {"sum": sum(request.get_json())}
