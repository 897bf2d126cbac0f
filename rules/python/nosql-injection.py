from bson import ObjectId
from django.http import JsonResponse
from fastapi import FastAPI, Request
from flask import Flask, jsonify, request
from pymongo import MongoClient

from neighbour import Holder, sent, wanted, whole

app = Flask(__name__)
api = FastAPI()
db = MongoClient().shop


@app.route("/login", methods=["POST"])
def login():
    body = request.get_json()
    # ruleid: nosql-injection
    user = db.users.find_one({"name": body["name"]})
    return jsonify(bool(user))


@app.route("/query", methods=["POST"])
def query():
    # ruleid: nosql-injection
    return jsonify(db.users.count_documents(request.json))


@app.route("/where")
def where():
    # ruleid: nosql-injection
    rows = db.users.find({"$where": "this.age > " + request.args["age"]})
    return jsonify(len(list(rows)))


@api.delete("/drop")
async def drop(request: Request):
    body = await request.json()
    # ruleid: nosql-injection
    db.orders.delete_many({"owner": body["owner"]})
    return {}


# What follows is in order.


@app.route("/safe/login", methods=["POST"])
def safe_login():
    body = request.get_json()
    # ok: nosql-injection
    user = db.users.find_one({"name": str(body["name"])})
    return jsonify(bool(user))


@app.route("/safe/<key>")
def by_id(key):
    # ok: nosql-injection
    return jsonify(bool(db.users.find_one({"_id": ObjectId(key)})))


@app.route("/safe/number")
def number():
    age = int(request.args["age"])
    # ok: nosql-injection
    return jsonify(len(list(db.users.find({"$where": f"this.age > {age}"}))))


def listed(request):
    kind = request.GET["kind"]
    if kind not in ("a", "b"):
        return JsonResponse({}, status=400)
    # ok: nosql-injection
    return JsonResponse({"n": db.things.count_documents({"kind": kind})})


# Through another file.


@app.route("/across/login", methods=["POST"])
def across_login():
    # ruleid: nosql-injection
    user = db.users.find_one({"name": sent()["name"]})
    return jsonify(bool(user))


def user_named(name):
    # ruleid: nosql-injection
    return db.users.find_one({"name": name})


@app.route("/through/login", methods=["POST"])
def through_login():
    return jsonify(bool(user_named(Holder(request.get_json()).held()["name"])))


@app.route("/across/number")
def across_number():
    # ok: nosql-injection
    return jsonify(bool(db.users.find_one({"number": whole(wanted("number"))})))
