import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
from xml.sax import handler

import defusedxml.ElementTree
import requests
from lxml import etree

# ruleid: unsafe-xml-parser
resolving = etree.XMLParser(resolve_entities=True)
# ruleid: unsafe-xml-parser
networked = etree.XMLParser(load_dtd=True, no_network=False)
reader = xml.sax.make_parser()
# ruleid: unsafe-xml-parser
reader.setFeature(handler.feature_external_ges, True)
# ruleid: unsafe-xml-parser
reader.setFeature(xml.sax.handler.feature_external_pes, 1)


def lenient(body):
    # ruleid: unsafe-xml-parser
    return defusedxml.ElementTree.fromstring(body, forbid_entities=False)


# ok: unsafe-xml-parser
closed = etree.XMLParser(resolve_entities=False, no_network=True)
# ok: unsafe-xml-parser
tidy = etree.XMLParser(remove_blank_text=True)
# ok: unsafe-xml-parser
validating = etree.XMLParser(load_dtd=True, resolve_entities=False)
# ok: unsafe-xml-parser
reader.setFeature(handler.feature_external_ges, False)
# ok: unsafe-xml-parser
reader.setFeature(handler.feature_namespaces, True)


def feeds(url, request, xml_text):
    response = requests.get(url, timeout=5)
    # ruleid: xml-entity-expansion
    first = ET.fromstring(response.text)
    # ruleid: xml-entity-expansion
    second = xml.dom.minidom.parseString(request.body)
    # ruleid: xml-entity-expansion
    third = ET.XML(xml_text)
    # ruleid: xml-entity-expansion
    xml.sax.parseString(response.content, handler.ContentHandler())
    return first, second, third


def own(path, element, response):
    # ok: xml-entity-expansion
    first = ET.parse(path)
    # ok: xml-entity-expansion
    second = ET.fromstring("<a><b/></a>")
    # ok: xml-entity-expansion
    third = xml.dom.minidom.parseString(ET.tostring(element))
    # ok: xml-entity-expansion
    fourth = defusedxml.ElementTree.fromstring(response.text)
    # ok: xml-entity-expansion
    with open(path) as file:
        # ok: xml-entity-expansion
        fifth = ET.parse(file)
    return first, second, third, fourth, fifth


def sent(request):
    xml_source = request.get_data()
    # ruleid: xml-entity-expansion
    return ET.fromstring(xml_source)


def outer(reader):
    # ruleid: unsafe-xml-parser
    reader.setFeature(feature_external_ges, True)
    # ok: unsafe-xml-parser
    reader.setFeature(feature_external_ges, False)
