const _ = require('lodash');
const express = require('express');

const app = express();
const settings = {};

app.post('/set', (req, res) => {
  const { section, key, value } = req.body;
  // ruleid: prototype-pollution
  settings[section][key] = value;
  res.end();
});

app.post('/merge', (req, res) => {
  // ruleid: prototype-pollution
  _.merge(settings, req.body);
  res.end();
});

app.post('/path', (req, res) => {
  // ruleid: prototype-pollution
  _.set(settings, req.query.path, 'x');
  res.end();
});

function store(where, name) {
  // ruleid: prototype-pollution
  settings[where].name = name;
}

app.post('/store', (req, res) => {
  store(req.body.where, 'x');
  res.end();
});

// What follows is in order.

app.post('/safe/known', (req, res) => {
  const { section, key } = req.body;
  if (!['a', 'b'].includes(section)) return res.status(400).end();
  // ok: prototype-pollution
  settings[section][key] = 'x';
  res.end();
});

app.post('/safe/refused', (req, res) => {
  const section = req.body.section;
  if (section === '__proto__') return res.status(400).end();
  // ok: prototype-pollution
  settings[section].name = 'x';
  res.end();
});

app.post('/safe/value', (req, res) => {
  // ok: prototype-pollution
  settings['a'].name = req.body.value;
  res.end();
});

app.post('/safe/number', (req, res) => {
  const list = [[0]];
  // ok: prototype-pollution
  list[Number(req.query.i)][0] = 1;
  res.end();
});

const { wanted, sent, oneOf } = require('./neighbour');

app.post('/far', (req, res) => {
  // ruleid: prototype-pollution
  settings[wanted(req, 'section')].name = 'x';
  // ruleid: prototype-pollution
  _.merge(settings, sent(req));
  // ok: prototype-pollution
  settings[oneOf(wanted(req, 'section'))].name = 'x';
  res.end();
});

app.post('/safe/own', (req, res) => {
  const sums = sumsOf(req.body.filter);
  for (const [name, { value }] of Object.entries(sums)) {
    // ok: prototype-pollution
    sums[name].share = value / 100;
  }
  res.json(sums);
});
