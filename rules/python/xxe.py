import io
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
import xml.sax.handler

import defusedxml.ElementTree
import lxml.etree
from django.http import JsonResponse
from fastapi import FastAPI, Request
from flask import Flask, jsonify, request
from lxml import etree

from neighbour import sent, trimmed, wanted

app = Flask(__name__)
api = FastAPI()


@app.route("/order", methods=["POST"])
def order():
    parser = etree.XMLParser(resolve_entities=True)
    # ruleid: xxe
    root = etree.fromstring(request.get_data(), parser)
    return jsonify(root.tag)


@app.route("/upload", methods=["POST"])
def upload():
    parser = lxml.etree.XMLParser(load_dtd=True, no_network=False)
    # ruleid: xxe
    tree = lxml.etree.parse(request.files["doc"].stream, parser=parser)
    return jsonify(tree.getroot().tag)


@app.route("/sax", methods=["POST"])
def sax():
    reader = xml.sax.make_parser()
    reader.setFeature(xml.sax.handler.feature_external_ges, True)
    # ruleid: xxe
    reader.parse(io.BytesIO(request.data))
    return "ok"


@app.route("/dom")
def dom():
    reader = xml.sax.make_parser()
    reader.setFeature(xml.sax.handler.feature_external_ges, True)
    # ruleid: xxe
    document = xml.dom.minidom.parseString(request.args["xml"], reader)
    return jsonify(document.documentElement.tagName)


@api.post("/feed")
async def feed(request: Request):
    body = await request.body()
    # ruleid: xxe
    return {"tag": etree.fromstring(body, etree.XMLParser(resolve_entities=True)).tag}


def imported(request):
    # ruleid: xxe
    root = etree.fromstring(request.POST["xml"])
    return JsonResponse({"tag": root.tag})


# What follows is in order.


@app.route("/safe/order", methods=["POST"])
def safe_order():
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    # ok: xxe
    root = etree.fromstring(request.get_data(), parser)
    return jsonify(root.tag)


@app.route("/safe/defused", methods=["POST"])
def defused():
    # ok: xxe
    return jsonify(defusedxml.ElementTree.fromstring(request.get_data()).tag)


@app.route("/safe/standard", methods=["POST"])
def standard():
    # ok: xxe
    return jsonify(ET.fromstring(request.get_data()).tag)


@app.route("/safe/sax", methods=["POST"])
def safe_sax():
    reader = xml.sax.make_parser()
    reader.setFeature(xml.sax.handler.feature_external_ges, False)
    # ok: xxe
    reader.parse(io.BytesIO(request.data))
    return "ok"


@app.route("/safe/dom")
def safe_dom():
    # ok: xxe
    return jsonify(xml.dom.minidom.parseString(request.args["xml"]).documentElement.tagName)


def own_file(request):
    parser = etree.XMLParser(resolve_entities=True)
    # ok: xxe
    root = etree.parse("/srv/app/catalog.xml", parser).getroot()
    return JsonResponse({"n": len(root.findall(request.GET["tag"]))})


# Through another file.


@app.route("/across/order", methods=["POST"])
def across_order():
    parser = etree.XMLParser(resolve_entities=True)
    # ruleid: xxe
    return jsonify(etree.fromstring(trimmed(wanted("order")), parser).tag)


def tag_of(text):
    parser = etree.XMLParser(resolve_entities=True)
    # ruleid: xxe
    return etree.fromstring(text, parser).tag


@app.route("/through/order", methods=["POST"])
def through_order():
    return jsonify(tag_of(request.get_data()))


@app.route("/across/quiet", methods=["POST"])
def across_quiet():
    parser = etree.XMLParser(resolve_entities=False)
    # ok: xxe
    return jsonify(etree.fromstring(wanted("order"), parser).tag)
