const xpath = require('xpath');
const libxmljs = require('libxmljs');
const { DOMParser } = require('@xmldom/xmldom');
const express = require('express');

const app = express();
const tree = new DOMParser().parseFromString('<users/>', 'text/xml');

app.get('/find', (req, res) => {
  // ruleid: xpath-injection
  res.json({ n: xpath.select("//user[@name='" + req.query.name + "']", tree).length });
});

app.post('/login', (req, res) => {
  const query = `//user[name='${req.body.name}' and pin='${req.body.pin}']`;
  // ruleid: xpath-injection
  const found = xpath.select1(query, tree);
  res.json({ ok: Boolean(found) });
});

app.get('/parse', (req, res) => {
  // ruleid: xpath-injection
  const expression = xpath.parse('//' + req.query.path);
  res.json({ n: expression.select({ node: tree }).length });
});

app.get('/libxml', (req, res) => {
  const doc = libxmljs.parseXml('<users/>');
  // ruleid: xpath-injection
  res.json({ n: doc.find(`//user[@id='${req.cookies.id}']`).length });
});

function queryFor(key, value) {
  return '//*[@' + key + "='" + value + "']";
}

app.get('/mail', (req, res) => {
  // ruleid: xpath-injection
  res.json({ n: xpath.select(queryFor('mail', req.query.mail), tree).length });
});

app.get('/role/:role', ({ params }, res) => {
  // ruleid: xpath-injection
  res.json({ n: xpath.evaluate('//user[role="' + params.role + '"]', tree).length });
});

// What follows is in order.

app.get('/safe/variable', (req, res) => {
  // ok: xpath-injection
  const nodes = xpath.parse('//user[@name=$name]').select({ node: tree, variables: { name: req.query.name } });
  res.json({ n: nodes.length });
});

app.get('/safe/rejected', (req, res) => {
  const name = req.query.name;
  if (name.includes("'")) return res.status(400).end();
  // ok: xpath-injection
  res.json({ n: xpath.select("//user[@name='" + name + "']", tree).length });
});

app.get('/safe/replaced', (req, res) => {
  const name = req.query.name.replace(/'/g, '&apos;');
  // ok: xpath-injection
  res.json({ n: xpath.select(`//user[@name='${name}']`, tree).length });
});

app.get('/safe/number', (req, res) => {
  // ok: xpath-injection
  res.json({ n: xpath.select(`//user[${parseInt(req.query.n, 10)}]`, tree).length });
});

app.get('/safe/find', (req, res) => {
  const list = [{ name: 'a' }];
  // ok: xpath-injection
  res.json(list.find((entry) => entry.name === req.query.name));
});

app.get('/safe/role', (req, res) => {
  const role = req.query.role === 'admin' ? 'admin' : 'guest';
  // ok: xpath-injection
  res.json({ n: xpath.select('//user[role="' + role + '"]', tree).length });
});

const { wanted, trimmed, whole } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: xpath-injection
  res.json({ n: xpath.select("//user[@name='" + wanted(req, 'name') + "']", tree).length });
});

app.get('/far/handed', (req, res) => {
  // ruleid: xpath-injection
  res.json({ n: xpath.select(`//user[@name='${trimmed(req.query.name)}']`, tree).length });
});

app.get('/safe/far', (req, res) => {
  // ok: xpath-injection
  res.json({ n: xpath.select(`//user[${whole(wanted(req, 'n'))}]`, tree).length });
});
