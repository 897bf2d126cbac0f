import asyncio
import os
import shlex
import subprocess

import paramiko
from django.http import HttpResponse
from fastapi import FastAPI
from flask import Flask, request

from neighbour import Holder, wanted, whole

app = Flask(__name__)
api = FastAPI()
TOOLS = {"ping": "/bin/ping", "trace": "/usr/bin/traceroute"}


@app.route("/ping")
def ping():
    host = request.args["host"]
    # ruleid: command-injection
    os.system("ping -c 1 " + host)
    return "done"


@app.route("/lookup", methods=["POST"])
def lookup():
    name = request.form.get("name")
    # ruleid: command-injection
    out = subprocess.check_output(f"nslookup {name}", shell=True)
    return out


@app.route("/archive")
def archive():
    command = []
    command.append("sh")
    command.append("-c")
    command.append("tar czf /tmp/a.tgz " + request.args.get("folder"))
    # ruleid: command-injection
    subprocess.run(command, check=True)
    return "done"


@api.post("/convert/{name}")
async def convert(name: str):
    # ruleid: command-injection
    process = await asyncio.create_subprocess_shell("convert %s out.png" % name)
    return {"pid": process.pid}


@api.get("/shell")
def direct(script: str):
    # ruleid: command-injection
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True)
    return {"code": done.returncode}


class Tool:
    def __init__(self, arguments):
        self.arguments = arguments

    def start(self):
        # ruleid: command-injection
        return os.popen("tool " + self.arguments).read()


def run_tool(request):
    return HttpResponse(Tool(request.GET["args"]).start(), content_type="text/plain")


def remote(request):
    client = paramiko.SSHClient()
    # ruleid: command-injection
    client.exec_command("service restart " + request.POST["unit"])
    return HttpResponse("ok")


@app.route("/program")
def program():
    # ruleid: command-injection
    subprocess.Popen([request.args["program"], "--version"])
    return "done"


# What follows is in order.


@app.route("/safe/ping")
def safe_ping():
    host = request.args["host"]
    # ok: command-injection
    subprocess.run(["ping", "-c", "1", "--", host], check=False)
    return "done"


@app.route("/safe/quoted")
def quoted():
    name = shlex.quote(request.args["name"])
    # ok: command-injection
    os.system("nslookup " + name)
    return "done"


@app.route("/safe/tool")
def tool():
    # ok: command-injection
    subprocess.run([TOOLS[request.args["tool"]], "example.org"], check=False)
    return "done"


@app.route("/safe/list")
def listed():
    found = ["first", "second"]
    found.append(request.args["name"])
    found.append("last")
    found.pop(0)
    # ok: command-injection
    os.system("echo " + found[0])
    return "done"


@app.route("/safe/input")
def on_input():
    # ok: command-injection
    subprocess.run("wc -c", shell=True, input=request.get_data())
    return "done"


@api.get("/safe/count")
def count(lines: int, unit: str):
    if unit not in ("nginx", "cron"):
        return {"error": "no such unit"}
    # ok: command-injection
    os.system(f"journalctl -n {lines} -u {unit}")
    return {}


@app.route("/safe/match")
def chosen():
    choice = "B"
    match choice:
        case "A":
            value = request.args["value"]
        case _:
            value = "plain"
    # ok: command-injection
    os.system("echo " + value)
    return "done"


# Through another file.


@app.route("/across/ping")
def across_ping():
    host = Holder(wanted("host"))
    # ruleid: command-injection
    os.system("ping -c 1 " + host.held())
    return "done"


@app.route("/across/count")
def across_count():
    # ok: command-injection
    os.system("ping localhost -c %d" % whole(wanted("count")))
    return "done"
