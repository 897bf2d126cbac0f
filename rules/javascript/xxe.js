const libxmljs = require('libxmljs');
const { parseXml } = require('libxmljs2');
const xml2js = require('xml2js');
const fs = require('fs');
const express = require('express');

const app = express();

app.post('/order', (req, res) => {
  // ruleid: xxe
  const doc = libxmljs.parseXml(req.body, { noent: true });
  res.json({ name: doc.root().name() });
});

app.post('/upload', (req, res) => {
  const text = req.files.document.data.toString('utf8');
  // ruleid: xxe
  const doc = libxmljs.parseXmlString(text, { noblanks: true, noent: true, nocdata: true });
  res.json({ name: doc.root().name() });
});

app.get('/bare', (req, res) => {
  // ruleid: xxe
  res.json({ name: parseXml(req.query.xml, { noent: true }).root().name() });
});

app.post('/options', (req, res) => {
  const options = { noent: true, dtdload: true };
  // ruleid: xxe
  res.json({ name: libxmljs.parseXml(req.body.xml, options).root().name() });
});

function read(text) {
  // ruleid: xxe
  return libxmljs.parseXml(text, { replaceEntities: true });
}

app.post('/read', (req, res) => res.json({ name: read(req.body.xml).root().name() }));

app.post('/decoded', (req, res) => {
  const xml = Buffer.from(req.body.data, 'base64').toString();
  // ruleid: xxe
  res.json({ name: libxmljs.parseXml(xml, { noent: true }).root().name() });
});

// What follows is in order.

app.post('/safe/order', (req, res) => {
  // ok: xxe
  res.json({ name: libxmljs.parseXml(req.body).root().name() });
});

app.post('/safe/off', (req, res) => {
  // ok: xxe
  res.json({ name: libxmljs.parseXml(req.body, { noent: false, nonet: true }).root().name() });
});

app.post('/safe/xml2js', (req, res) => {
  // ok: xxe
  xml2js.parseString(req.body, (err, made) => res.json(made));
});

app.get('/safe/own', (req, res) => {
  // ok: xxe
  const doc = libxmljs.parseXml(fs.readFileSync('catalog.xml', 'utf8'), { noent: true });
  res.json({ n: doc.find('//' + Number(req.query.n)).length });
});

app.get('/safe/constant', (req, res) => {
  // ok: xxe
  const doc = libxmljs.parseXml('<a/>', { noent: true });
  res.json({ name: doc.root().name(), asked: req.query.name });
});

app.get('/safe/number', (req, res) => {
  // ok: xxe
  res.json({ name: libxmljs.parseXml(`<n>${Number(req.query.n)}</n>`, { noent: true }).root().name() });
});

const { sent, trimmed, oneOf } = require('./neighbour');

app.post('/far', (req, res) => {
  // ruleid: xxe
  res.json({ name: libxmljs.parseXml(sent(req), { noent: true }).root().name() });
});

app.post('/far/handed', (req, res) => {
  // ruleid: xxe
  res.json({ name: libxmljs.parseXml(trimmed(req.body.xml), { noent: true }).root().name() });
});

app.post('/safe/far', (req, res) => {
  // ok: xxe
  res.json({ name: libxmljs.parseXml(sent(req)).root().name() });
  // ok: xxe
  libxmljs.parseXml(`<kind>${oneOf(req.query.kind)}</kind>`, { noent: true });
});
