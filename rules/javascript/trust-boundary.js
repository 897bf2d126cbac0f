const express = require('express');

const app = express();
const ROLES = ['reader', 'writer'];

app.get('/role', (req, res) => {
  // ruleid: trust-boundary
  req.session.role = req.query.role;
  res.end();
});

app.post('/key', (req, res) => {
  // ruleid: trust-boundary
  req.session[req.body.key] = 'yes';
  res.end();
});

app.post('/all', (req, res) => {
  // ruleid: trust-boundary
  Object.assign(req.session, req.body);
  res.end();
});

app.get('/tenant', (a, res) => {
  // ruleid: trust-boundary
  a.session.tenant = a.cookies.tenant;
  res.end();
});

function normal(value) {
  return value.trim().toLowerCase();
}

app.get('/later', (req, res) => {
  const tenant = normal(req.query.tenant);
  // ruleid: trust-boundary
  req.session.tenant = tenant;
  res.end();
});

app.post('/nested', (req, res) => {
  // ruleid: trust-boundary
  req.session.user.admin = req.body.admin;
  res.end();
});

// What follows is in order.

app.get('/safe/role', (req, res) => {
  const role = req.query.role;
  if (!ROLES.includes(role)) return res.status(400).end();
  // ok: trust-boundary
  req.session.role = role;
  res.end();
});

app.post('/safe/login', async (req, res) => {
  const user = await User.findOne({ where: { name: String(req.body.name) } });
  // ok: trust-boundary
  req.session.user = user.id;
  res.end();
});

app.get('/safe/count', (req, res) => {
  // ok: trust-boundary
  req.session.count = Number(req.query.count);
  res.end();
});

app.get('/safe/flag', (req, res) => {
  // ok: trust-boundary
  req.session.seen = true;
  res.json({ name: req.query.name });
});

app.get('/safe/other', (req, res) => {
  const seen = {};
  // ok: trust-boundary
  seen.name = req.query.name;
  res.json(seen);
});

app.get('/safe/first', (req, res) => {
  const values = ['fixed', req.query.value];
  // ok: trust-boundary
  req.session.value = values[0];
  res.end();
});

const { wanted, trimmed, oneOf } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: trust-boundary
  req.session.tenant = wanted(req, 'tenant');
  // ruleid: trust-boundary
  req.session.role = trimmed(req.query.role);
  // ok: trust-boundary
  req.session.theme = oneOf(wanted(req, 'theme'));
  res.end();
});

app.get('/safe/return', (req, res) => {
  // ok: trust-boundary
  req.session.returnTo = req.query.next;
  // ok: trust-boundary
  req.session.language = req.query.language;
  // ruleid: trust-boundary
  req.session.returnAs = req.query.user;
  res.end();
});
