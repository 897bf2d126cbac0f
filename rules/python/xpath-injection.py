import xml.etree.ElementTree as ET

import elementpath
from django.http import JsonResponse
from fastapi import FastAPI
from flask import Flask, jsonify, request
from lxml import etree

from neighbour import joined, wanted, whole

app = Flask(__name__)
api = FastAPI()
TREE = etree.parse("users.xml")


@app.route("/find")
def find():
    name = request.args["name"]
    # ruleid: xpath-injection
    return jsonify(len(TREE.xpath("//user[@name='" + name + "']")))


@app.route("/login", methods=["POST"])
def login():
    query = f"//user[name='{request.form['name']}' and pin='{request.form['pin']}']"
    # ruleid: xpath-injection
    found = etree.XPath(query)(TREE)
    return jsonify(bool(found))


@app.route("/std")
def standard():
    root = ET.parse("users.xml").getroot()
    # ruleid: xpath-injection
    return jsonify(root.find("./user[@id='%s']" % request.cookies["id"]).text)


@api.get("/select")
def select(path: str):
    # ruleid: xpath-injection
    return {"n": len(elementpath.select(TREE, "/users/" + path))}


def by_role(request):
    role = request.GET.get("role")
    # ruleid: xpath-injection
    nodes = TREE.xpath("//user[role='{}']".format(role))
    return JsonResponse({"n": len(nodes)})


def query_for(key, value):
    return "//*[@" + key + "='" + value + "']"


def generic(request):
    # ruleid: xpath-injection
    nodes = TREE.xpath(query_for("mail", request.POST["mail"]))
    return JsonResponse({"n": len(nodes)})


# What follows is in order.


@app.route("/safe/variable")
def variable():
    # ok: xpath-injection
    return jsonify(len(TREE.xpath("//user[@name=$name]", name=request.args["name"])))


@app.route("/safe/rejected")
def rejected():
    name = request.args["name"]
    if "'" in name:
        return "no quotes, please", 400
    # ok: xpath-injection
    return jsonify(len(TREE.xpath("//user[@name='" + name + "']")))


@app.route("/safe/replaced")
def replaced():
    name = request.args["name"].replace("'", "&apos;")
    # ok: xpath-injection
    return jsonify(len(TREE.xpath(f"//user[@name='{name}']")))


@app.route("/safe/number")
def number():
    # ok: xpath-injection
    return jsonify(len(TREE.xpath("//user[%d]" % int(request.args["n"]))))


@app.route("/safe/text")
def in_text():
    title = "A list of users"
    # ok: xpath-injection
    return jsonify(title.find(request.args["part"]))


def safe_role(request):
    role = request.GET.get("role")
    if role not in ["admin", "guest"]:
        role = "guest"
    # ok: xpath-injection
    nodes = TREE.xpath("//user[role='{}']".format(role))
    return JsonResponse({"n": len(nodes)})


# Through another file.


@app.route("/across/find")
def across_find():
    # ruleid: xpath-injection
    return jsonify(len(TREE.xpath(joined("//user[@name='", wanted("name")) + "']")))


@app.route("/across/number")
def across_number():
    # ok: xpath-injection
    return jsonify(len(TREE.xpath(f"//user[{whole(wanted('n'))}]")))
