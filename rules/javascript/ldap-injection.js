const ldap = require('ldapjs');
const express = require('express');

const app = express();
const client = ldap.createClient({ url: 'ldap://ldap.example.org' });
const BASE = 'ou=people,dc=example,dc=org';

app.get('/find', (req, res) => {
  // ruleid: ldap-injection
  client.search(BASE, { filter: '(uid=' + req.query.uid + ')', scope: 'sub' }, () => res.end());
});

app.post('/login', (req, res) => {
  const options = { scope: 'sub', filter: `(&(objectClass=person)(uid=${req.body.uid}))` };
  // ruleid: ldap-injection
  client.search(BASE, options, () => res.end());
});

app.get('/unit', (req, res) => {
  const ldapClient = ldap.createClient({ url: 'ldap://ldap.example.org' });
  // ruleid: ldap-injection
  ldapClient.search(`ou=${req.query.unit},dc=example,dc=org`, { filter: '(cn=*)' }, () => res.end());
});

app.get('/parse', (req, res) => {
  // ruleid: ldap-injection
  const filter = ldap.parseFilter('(mail=' + req.query.mail + ')');
  res.json({ type: filter.type });
});

function byName(name, done) {
  // ruleid: ldap-injection
  client.search(BASE, { filter: `(cn=${name})` }, done);
}

app.get('/name/:name', (req, res) => byName(req.params.name, () => res.end()));

app.get('/cookie', (req, res) => {
  const parts = ['(uid=', req.cookies.uid, ')'];
  // ruleid: ldap-injection
  client.search(BASE, { filter: parts.join('') }, () => res.end());
});

// What follows is in order.

app.get('/safe/object', (req, res) => {
  // ok: ldap-injection
  client.search(BASE, { filter: new ldap.EqualityFilter({ attribute: 'uid', value: req.query.uid }) }, () => res.end());
});

app.get('/safe/replaced', (req, res) => {
  const uid = req.query.uid.replace(/[^\w.-]/g, '');
  // ok: ldap-injection
  client.search(BASE, { filter: `(uid=${uid})` }, () => res.end());
});

app.get('/safe/attributes', (req, res) => {
  // ok: ldap-injection
  client.search(BASE, { filter: '(uid=admin)', attributes: ['cn'], sizeLimit: Number(req.query.n) }, () => res.end());
});

app.get('/safe/checked', (req, res) => {
  const uid = req.query.uid;
  if (!/^\w{1,32}$/.test(uid)) return res.status(400).end();
  // ok: ldap-injection
  client.search(BASE, { filter: `(uid=${uid})` }, () => res.end());
});

app.get('/safe/text', (req, res) => {
  // ok: ldap-injection
  res.json({ at: 'some text'.search(req.query.part) });
});

app.get('/safe/known', (req, res) => {
  const units = { a: 'alpha', b: 'beta' };
  // ok: ldap-injection
  client.search(BASE, { filter: `(ou=${units[req.query.unit]})` }, () => res.end());
});

const { wanted, trimmed, whole } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: ldap-injection
  client.search(BASE, { filter: `(uid=${wanted(req, 'uid')})` }, () => res.end());
});

app.get('/far/handed', (req, res) => {
  // ruleid: ldap-injection
  client.search(BASE, { filter: '(mail=' + trimmed(req.query.mail) + ')' }, () => res.end());
});

app.get('/safe/far', (req, res) => {
  // ok: ldap-injection
  client.search(BASE, { filter: `(uidNumber=${whole(wanted(req, 'number'))})` }, () => res.end());
});
