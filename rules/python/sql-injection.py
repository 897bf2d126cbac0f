import re
import sqlite3

import asyncpg
import psycopg2
from django.db import connection
from django.http import JsonResponse
from fastapi import FastAPI, Query, Depends
from flask import Flask, g, jsonify, request
from sqlalchemy import select, text
from views import raw

from neighbour import Holder, joined, wanted, whole

app = Flask(__name__)
api = FastAPI()

COLUMNS = {"name": "full_name", "since": "created_at"}
DIRECTIONS = ("asc", "desc")


@app.route("/users")
def find_user():
    name = request.args.get("name", "")
    cursor = g.db.cursor()
    # ruleid: sql-injection
    cursor.execute("SELECT id FROM users WHERE name = '" + name + "'")
    return jsonify(cursor.fetchall())


@app.route("/users/<user_id>")
def show_user(user_id):
    con = sqlite3.connect("app.db")
    # ruleid: sql-injection
    row = con.execute(f"SELECT * FROM users WHERE id = {user_id}").fetchone()
    return jsonify(row)


def build(table, value):
    parts = ["SELECT * FROM", table, "WHERE owner = '%s'" % value]
    return " ".join(parts)


@app.post("/search")
def search():
    statement = build("orders", request.get_json()["owner"])
    with psycopg2.connect("dbname=shop") as con:
        cur = con.cursor()
        # ruleid: sql-injection
        cur.execute(statement)
    return jsonify([])


def monthly_report(request):
    month = request.GET["month"]
    with connection.cursor() as cursor:
        # ruleid: sql-injection
        cursor.execute("SELECT sum(total) FROM sales WHERE month = '{}'".format(month))
        return JsonResponse({"rows": cursor.fetchall()})


def old_orders(request):
    where = "total > " + request.POST.get("least")
    # ruleid: sql-injection
    orders = Order.objects.raw("SELECT * FROM shop_order WHERE " + where)
    return JsonResponse({"n": len(list(orders))})


@api.get("/items")
async def items(order: str = Query("name"), session=Depends(get_session)):
    # ruleid: sql-injection
    rows = await session.execute(text("SELECT * FROM items ORDER BY " + order))
    return rows.all()


@api.get("/tags/{tag}")
async def by_tag(tag: str):
    pool = await asyncpg.create_pool()
    # ruleid: sql-injection
    return await pool.fetch(f"SELECT * FROM posts WHERE tag = '{tag}'")


@app.route("/headers")
def by_header():
    values = {}
    values["agent"] = request.headers.get("User-Agent")
    values["fixed"] = "none"
    cur = g.db.cursor()
    # ruleid: sql-injection
    cur.executescript("INSERT INTO visits VALUES ('" + values["agent"] + "')")
    return "", 204


# What follows is in order.


@app.route("/safe/users")
def safe_find_user():
    name = request.args.get("name", "")
    cursor = g.db.cursor()
    # ok: sql-injection
    cursor.execute("SELECT id FROM users WHERE name = ?", (name,))
    return jsonify(cursor.fetchall())


@app.route("/safe/<user_id>")
def safe_show_user(user_id):
    number = int(user_id)
    con = sqlite3.connect("app.db")
    # ok: sql-injection
    return jsonify(con.execute(f"SELECT * FROM users WHERE id = {number}").fetchone())


@app.route("/numbered/<int:page>")
def numbered(page):
    # ok: sql-injection
    return jsonify(g.db.execute(f"SELECT * FROM users LIMIT 10 OFFSET {page}").fetchall())


@app.route("/safe/sorted")
def sorted_users():
    column = COLUMNS[request.args["sort"]]
    direction = request.args.get("dir", "asc")
    if direction not in DIRECTIONS:
        direction = "asc"
    # ok: sql-injection
    rows = g.db.execute("SELECT * FROM users ORDER BY " + column + " " + direction)
    return jsonify(rows.fetchall())


@app.route("/safe/container")
def container():
    values = {}
    values["agent"] = request.headers.get("User-Agent")
    values["fixed"] = "none"
    cur = g.db.cursor()
    # ok: sql-injection
    cur.execute("INSERT INTO visits VALUES ('" + values["fixed"] + "')")
    return "", 204


@app.route("/safe/branch")
def branch():
    number = 106
    name = "nobody" if 7 * 18 + number > 200 else request.args["name"]
    # ok: sql-injection
    g.db.execute("DELETE FROM drafts WHERE owner = '" + name + "'")
    return "", 204


@api.get("/safe/items")
async def safe_items(name: str, limit: int = 10, session=Depends(get_session)):
    # ok: sql-injection
    rows = await session.execute(select(Item).where(Item.name == name).limit(limit))
    # ok: sql-injection
    await session.execute(text("UPDATE items SET seen = 1 WHERE name = :name"), {"name": name})
    return rows.all()


@app.route("/safe/table")
def table():
    name = request.args["table"]
    if not re.fullmatch(r"[a-z_]{1,30}", name):
        return "no such table", 404
    # ok: sql-injection
    return jsonify(g.db.execute("SELECT * FROM " + name).fetchall())


def safe_orders(request):
    # ok: sql-injection
    orders = Order.objects.raw("SELECT * FROM shop_order WHERE owner = %s", [request.GET["owner"]])
    return JsonResponse({"n": len(list(orders))})


# Through another file.


@app.route("/across/users")
def across_users():
    cursor = g.db.cursor()
    # ruleid: sql-injection
    cursor.execute(joined("SELECT * FROM users WHERE name = '", wanted("name")) + "'")
    return jsonify(cursor.fetchall())


@app.route("/across/held")
def across_held():
    cursor = g.db.cursor()
    # ruleid: sql-injection
    cursor.execute(f"SELECT * FROM users ORDER BY {Holder(request.args['order']).held()}")
    return jsonify(cursor.fetchall())


@app.route("/across/number")
def across_number():
    cursor = g.db.cursor()
    # ok: sql-injection
    cursor.execute(f"SELECT * FROM users WHERE id = {whole(wanted('id'))}")
    return jsonify(cursor.fetchall())


def shown(name):
    view = viewers["raw"]
    # ok: sql-injection
    return raw(name, kind=view)


@app.route("/safe/view")
def safe_view():
    return shown(request.args["name"])


@app.route("/people")
def people():
    # ruleid: sql-injection
    return jsonify(list(Person.raw("SELECT * FROM person WHERE name = '" + request.args["name"] + "'")))


@app.route("/safe/drawing")
def drawing():
    # ok: sql-injection
    draw.text((0, 0), request.args["caption"])
    # ruleid: sql-injection
    return jsonify(list(g.db.execute(db.text("SELECT * FROM t WHERE name = '" + request.args["name"] + "'"))))
