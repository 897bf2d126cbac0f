import ldap
import ldap3
from django.http import JsonResponse
from fastapi import FastAPI
from flask import Flask, jsonify, request
from ldap.filter import escape_filter_chars, filter_format
from ldap3.utils.conv import escape_filter_chars as escape3

from neighbour import joined, wanted, whole

app = Flask(__name__)
api = FastAPI()
BASE = "ou=people,dc=example,dc=org"


@app.route("/find")
def find():
    directory = ldap.initialize("ldap://ldap.example.org")
    # ruleid: ldap-injection
    found = directory.search_s(BASE, ldap.SCOPE_SUBTREE, "(uid=" + request.args["uid"] + ")")
    return jsonify(len(found))


@app.route("/find3", methods=["POST"])
def find3():
    conn = ldap3.Connection(ldap3.Server("ldap.example.org"), auto_bind=True)
    query = f"(&(objectClass=person)(uid={request.form['uid']}))"
    # ruleid: ldap-injection
    conn.search(BASE, query, attributes=["cn"])
    return jsonify(len(conn.entries))


@api.get("/people/{name}")
def people(name: str):
    with ldap3.Connection("ldap.example.org") as c:
        # ruleid: ldap-injection
        c.search(search_base=BASE, search_filter="(cn=%s)" % name)
        return {"n": len(c.entries)}


def group(request):
    base = "ou=" + request.GET["unit"] + ",dc=example,dc=org"
    con = ldap.initialize("ldap://ldap.example.org")
    # ruleid: ldap-injection
    found = con.search_ext_s(base, ldap.SCOPE_ONELEVEL, "(objectClass=group)")
    return JsonResponse({"n": len(found)})


class Directory:
    def __init__(self, connection):
        self.connection = connection

    def by_mail(self, mail):
        query = "(mail={})".format(mail)
        # ruleid: ldap-injection
        self.connection.search(BASE, query, attributes=ldap3.ALL_ATTRIBUTES)
        return self.connection.entries


def mail(request):
    return JsonResponse({"n": len(Directory(connect()).by_mail(request.POST["mail"]))})


@app.route("/login", methods=["POST"])
def login():
    con = ldap.initialize("ldap://ldap.example.org")
    # ruleid: ldap-injection
    con.search_s(BASE, ldap.SCOPE_SUBTREE, filterstr="(uid=%s)" % request.form["uid"])
    return "ok"


# What follows is in order.


@app.route("/safe/find")
def safe_find():
    directory = ldap.initialize("ldap://ldap.example.org")
    uid = escape_filter_chars(request.args["uid"])
    # ok: ldap-injection
    found = directory.search_s(BASE, ldap.SCOPE_SUBTREE, "(uid=" + uid + ")")
    return jsonify(len(found))


@app.route("/safe/format")
def safe_format():
    directory = ldap.initialize("ldap://ldap.example.org")
    query = filter_format("(uid=%s)", [request.args["uid"]])
    # ok: ldap-injection
    return jsonify(len(directory.search_s(BASE, ldap.SCOPE_SUBTREE, query)))


@app.route("/safe/find3", methods=["POST"])
def safe_find3():
    conn = ldap3.Connection("ldap.example.org")
    # ok: ldap-injection
    conn.search(BASE, f"(uid={escape3(request.form['uid'])})", attributes=["cn"])
    return jsonify(len(conn.entries))


@app.route("/safe/attributes")
def attributes():
    conn = ldap3.Connection("ldap.example.org")
    # ok: ldap-injection
    conn.search(BASE, "(uid=admin)", attributes=[request.args["attribute"]])
    return jsonify(len(conn.entries))


@api.get("/safe/number")
def number(n: int):
    conn = ldap3.Connection("ldap.example.org")
    # ok: ldap-injection
    conn.search(BASE, f"(employeeNumber={n})")
    return {"n": len(conn.entries)}


def safe_group(request):
    unit = request.GET["unit"]
    if not unit.isalnum():
        return JsonResponse({}, status=400)
    con = ldap.initialize("ldap://ldap.example.org")
    # ok: ldap-injection
    return JsonResponse({"n": len(con.search_s("ou=" + unit, ldap.SCOPE_BASE, "(cn=*)"))})


# Through another file.


@app.route("/across/find")
def across_find():
    directory = ldap.initialize("ldap://ldap.example.org")
    # ruleid: ldap-injection
    found = directory.search_s(BASE, ldap.SCOPE_SUBTREE, joined("(uid=", wanted("uid")) + ")")
    return jsonify(len(found))


@app.route("/across/number")
def across_number():
    directory = ldap.initialize("ldap://ldap.example.org")
    # ok: ldap-injection
    found = directory.search_s(BASE, ldap.SCOPE_SUBTREE, f"(employeeNumber={whole(wanted('n'))})")
    return jsonify(len(found))
