const serialize = require('node-serialize');
const v8 = require('v8');
const yaml = require('js-yaml');
const { unserialize } = require('node-serialize');
const express = require('express');

const app = express();

app.post('/import', (req, res) => {
  // ruleid: unsafe-deserialization
  res.json(serialize.unserialize(req.body.data));
});

app.get('/profile', (req, res) => {
  const text = Buffer.from(req.cookies.profile, 'base64').toString();
  // ruleid: unsafe-deserialization
  res.json(serialize.unserialize(text));
});

app.post('/bare', (req, res) => {
  // ruleid: unsafe-deserialization
  res.json(unserialize(req.body.state));
});

app.post('/binary', (req, res) => {
  // ruleid: unsafe-deserialization
  res.json(v8.deserialize(req.rawBody));
});

function read(text) {
  // ruleid: unsafe-deserialization
  return yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA });
}

app.post('/yaml', (req, res) => res.json(read(req.body.text)));

app.get('/inline', (req, res) => {
  // ruleid: unsafe-deserialization
  res.json(require('node-serialize').unserialize(req.query.o));
});

// What follows is in order.

app.post('/safe/json', (req, res) => {
  // ok: unsafe-deserialization
  res.json(JSON.parse(req.body.data));
});

app.post('/safe/yaml', (req, res) => {
  // ok: unsafe-deserialization
  res.json(yaml.load(req.body.text));
});

app.post('/safe/out', (req, res) => {
  // ok: unsafe-deserialization
  res.json({ text: serialize.serialize(req.body) });
});

app.get('/safe/constant', (req, res) => {
  // ok: unsafe-deserialization
  res.json({ name: req.query.name, defaults: serialize.unserialize('{"a": 1}') });
});

app.get('/safe/list', (req, res) => {
  const states = ['{"a": 1}', req.query.state];
  // ok: unsafe-deserialization
  res.json(serialize.unserialize(states[0]));
});

app.get('/safe/known', (req, res) => {
  const state = req.query.state;
  if (state !== '{}') return res.status(400).end();
  // ok: unsafe-deserialization
  res.json(serialize.unserialize(state));
});

const { sent, trimmed, oneOf } = require('./neighbour');

app.post('/far', (req, res) => {
  // ruleid: unsafe-deserialization
  res.json(serialize.unserialize(sent(req)));
});

app.get('/far/handed', (req, res) => {
  // ruleid: unsafe-deserialization
  res.json(serialize.unserialize(trimmed(req.cookies.profile)));
});

app.get('/safe/far', (req, res) => {
  // ok: unsafe-deserialization
  res.json(serialize.unserialize(oneOf(req.query.which)));
});
