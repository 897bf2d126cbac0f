import ast
import asyncio
import os
import re
import shlex
import sqlite3
import subprocess

import sqlalchemy
from django.db import connection
from sqlalchemy import text

PORT = 8080


# The shell.


def convert(name, target):
    # ruleid: built-shell-command
    subprocess.run(f"convert {name} {target}", shell=True)
    # ruleid: built-shell-command
    os.system("rm -rf " + target)
    # ruleid: built-shell-command
    os.popen("file %s" % name)
    command = "tar xf {}".format(name)
    # ruleid: built-shell-command
    subprocess.check_output(command, shell=True)
    # ruleid: built-shell-command
    subprocess.Popen(["sh", "-c", f"cat {name}"])


async def convert_later(name):
    # ruleid: built-shell-command
    return await asyncio.create_subprocess_shell("convert " + name)


def convert_well(name, target):
    # ok: built-shell-command
    subprocess.run(["convert", name, target], check=True)
    # ok: built-shell-command
    subprocess.run("ls | wc -l", shell=True)
    # ok: built-shell-command
    subprocess.run("rm -rf " + shlex.quote(target), shell=True)
    # ok: built-shell-command
    os.system(f"fuser -k {PORT}/tcp")
    # ok: built-shell-command
    subprocess.run(f"kill {os.getpid()}", shell=True)
    # ok: built-shell-command
    subprocess.run(f"convert {name}", shell=False)


# Code.


def calculate(expression, settings):
    # ruleid: eval-of-variable
    first = eval(expression)
    # ruleid: eval-of-variable
    exec("result = " + expression)
    # ruleid: eval-of-variable
    second = eval(settings["formula"], {"x": 1})
    return first, second


def calculate_well(expression, model, path):
    # ok: eval-of-variable
    first = ast.literal_eval(expression)
    # ok: eval-of-variable
    second = eval("1 + 1")
    # ok: eval-of-variable
    model.eval()
    # ok: eval-of-variable
    exec(compile(open(path).read(), path, "exec"))
    return first, second


# SQL.


def find(name, mail, since):
    cursor = connection.cursor()
    # ruleid: built-sql
    cursor.execute(f"SELECT id FROM users WHERE name = '{name}'")
    # ruleid: built-sql
    cursor.execute("SELECT id FROM users WHERE mail = '" + mail + "'")
    # ruleid: built-sql
    cursor.execute("SELECT id FROM users WHERE mail = '%s'" % mail)
    # ruleid: built-sql
    cursor.execute(
        """SELECT id
             FROM users
            WHERE mail = '{}'""".format(mail)
    )
    statement = "DELETE FROM log WHERE day < '{}'".format(since)
    # ruleid: built-sql
    cursor.execute(statement)
    # ruleid: built-sql
    return text(f"SELECT * FROM users WHERE mail = '{mail}'")


class Store:
    def __init__(self, path):
        self.db = sqlite3.connect(path)

    def put(self, key, value):
        # ruleid: built-sql
        self.db.execute(f"INSERT INTO store VALUES ('{key.strip()}', '{value}')")


def search(cursor, name, mail):
    query = "SELECT id FROM users WHERE active"
    if name:
        query += f" AND name = '{name}'"
    if mail:
        query += " AND mail = '" + mail + "'"
    # ruleid: built-sql
    cursor.execute(query)


LIMIT = 10


def search_well(cursor, name, mail):
    query = "SELECT id FROM users WHERE active"
    values = []
    if name:
        query += " AND name = %s"
        values.append(name)
    if mail:
        query += " AND mail " + "= %s"
        values.append(mail)
    query += f" LIMIT {LIMIT}"
    # ok: built-sql
    cursor.execute(query, values)


def find_well(name, mail, ids, table_name, count, pool):
    cursor = connection.cursor()
    # ok: built-sql
    cursor.execute("SELECT id FROM users WHERE name = %s", [name])
    placeholders = ", ".join("?" * len(ids))
    # ok: built-sql
    cursor.execute(f"SELECT name FROM users WHERE id IN ({placeholders})", ids)
    # ok: built-sql
    cursor.execute(f"SELECT count(*) FROM {table_name}")
    # ok: built-sql
    cursor.execute(f"SELECT name FROM users LIMIT {LIMIT}")
    # ok: built-sql
    cursor.execute("SELECT name FROM users WHERE id = %d" % int(count))
    # ok: built-sql
    cursor.execute("SELECT name " + "FROM users")
    # ok: built-sql
    pool.execute(f"where is {name}?" if name else None)
    # ok: built-sql
    return sqlalchemy.text("SELECT * FROM users WHERE mail = :mail").bindparams(mail=mail)


# Regular expressions.

# ruleid: slow-regex
WORDS = re.compile(r"^(\w+\s?)*$")


def check(text):
    # ruleid: slow-regex
    if re.match(r"^([a-zA-Z]+)*$", text):
        return True
    # ruleid: slow-regex
    return re.search("(x+x+)+y", text)


# ruleid: slow-regex
MAIL = re.compile(r"^([a-z0-9])(([-.]|[_]+)?([a-z0-9]+))*@[a-z0-9]+$")
# ruleid: slow-regex
DOTS = re.compile(r"^(([a-z])+.)+[A-Z]([a-z])+$")

# ok: slow-regex
GOOD_WORDS = re.compile(r"^\w+(\s\w+)*$")


def check_well(text, pattern):
    # ok: slow-regex
    if re.match(r"^[a-zA-Z]+$", text):
        return True
    # ok: slow-regex
    return re.search(pattern, text) or re.fullmatch(r"\d{1,3}(,\d{3})*", text)
