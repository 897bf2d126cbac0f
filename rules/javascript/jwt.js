const fs = require('fs');
const express = require('express');
const jwt = require('jsonwebtoken');
const jose = require('jose');
const jwtSimple = require('jwt-simple');
const Koa = require('koa');
const cookieParser = require('cookie-parser');
const { Strategy: JwtStrategy } = require('passport-jwt');
const { jwtDecode } = require('jwt-decode');

const app = express();
const koa = new Koa();

function unsigned(claims, token, key) {
  // ruleid: jwt-no-signature
  jwt.sign(claims, '', { algorithm: 'none' });
  // ruleid: jwt-no-signature
  jwt.verify(token, key, { algorithms: ['HS256', 'none'] });
  // ruleid: jwt-no-signature
  jwt.verify(token, null);
  // ruleid: jwt-no-signature
  new jose.UnsecuredJWT(claims).encode();
  // ruleid: jwt-no-signature
  return jwtSimple.decode(token, key, true);
}

function signed(claims, token, key) {
  // ok: jwt-no-signature
  jwt.sign(claims, key, { algorithm: 'HS256' });
  // ok: jwt-no-signature
  jwt.verify(token, key, { algorithms: ['RS256'] });
  // ok: jwt-no-signature
  jwtSimple.decode(token, key, false, 'HS256');
  // ok: jwt-no-signature
  return layout.place({ display: 'none' });
}

app.get('/me', (req, res) => {
  const token = req.headers.authorization.split(' ')[1];
  // ruleid: jwt-decoded-unchecked
  const user = jwt.decode(token);
  res.json(user);
});

function claimsOf(token) {
  // ruleid: jwt-decoded-unchecked
  return jwtDecode(token);
}

app.get('/orders', (req, res) => {
  res.json(ordersOf(claimsOf(req.cookies.token).sub));
});

app.post('/admin', (req, res) => {
  // ruleid: jwt-decoded-unchecked
  if (jose.decodeJwt(req.body.token).role !== 'admin') return res.sendStatus(403);
  res.sendStatus(204);
});

app.get('/well', (req, res) => {
  const token = req.headers.authorization.split(' ')[1];
  // ok: jwt-decoded-unchecked
  res.json(jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] }));
});

app.get('/header', (req, res) => {
  // ok: jwt-decoded-unchecked
  const { header } = jwt.decode(req.headers.authorization, { complete: true });
  res.json(keys.get(header.kid));
});

app.get('/checked', (req, res) => {
  const token = req.cookies.token;
  verifyToken(token);
  // ok: jwt-decoded-unchecked
  res.json(jwt.decode(token));
});

function own() {
  // ok: jwt-decoded-unchecked
  return jwtDecode(localStorage.getItem('token'));
}

const publicKey = fs.readFileSync('public.pem');

function algorithms(token, getKey, secret, done) {
  // ruleid: jwt-any-algorithm
  jwt.verify(token, publicKey);
  // ruleid: jwt-any-algorithm
  jwt.verify(token, getKey, (error, claims) => { done(error, claims); });
  // ruleid: jwt-any-algorithm
  jwt.verify(token, publicKey, { issuer: 'https://id.example.org' });
  // ok: jwt-any-algorithm
  jwt.verify(token, publicKey, { algorithms: ['RS256'] });
  // ok: jwt-any-algorithm
  jwt.verify(token, secret);
  // ok: jwt-any-algorithm
  jwt.verify(token, publicKey, options);
  // ok: jwt-any-algorithm
  return signature.verify(token, publicKey);
}

function expiry(token, key) {
  // ruleid: jwt-expiry-ignored
  jwt.verify(token, key, { algorithms: ['HS256'], ignoreExpiration: true });
  // ruleid: jwt-expiry-ignored
  new JwtStrategy({ jwtFromRequest: fromHeader, secretOrKey: key, ignoreExpiration: true }, done);
  // ok: jwt-expiry-ignored
  jwt.verify(token, key, { algorithms: ['HS256'], ignoreExpiration: false });
  // ok: jwt-expiry-ignored
  jwt.verify(token, key, { algorithms: ['HS256'], maxAge: '1h' });
  // ok: jwt-expiry-ignored
  new JwtStrategy({ jwtFromRequest: fromHeader, secretOrKey: key }, done);
}

const SECRET = 'made up for tests';
const KEY = process.env.JWT_SECRET;
const PEM = '-----BEGIN PUBLIC KEY-----abc';

function sign(claims, token) {
  // ruleid: hardcoded-signing-secret
  jwt.sign(claims, SECRET, { expiresIn: '1h' });
  // ruleid: hardcoded-signing-secret
  jwt.verify(token, SECRET, { algorithms: ['HS256'] });
  // ok: hardcoded-signing-secret
  jwt.sign(claims, KEY, { expiresIn: '1h' });
  // ok: hardcoded-signing-secret
  jwt.verify(token, PEM, { algorithms: ['RS256'] });
}

// ruleid: hardcoded-signing-secret
app.use(cookieParser('made up for tests'));
// ruleid: hardcoded-signing-secret
koa.keys = ['made up for tests', 'and another one'];
// ruleid: hardcoded-signing-secret
new JwtStrategy({ jwtFromRequest: fromHeader, secretOrKey: 'made up for tests' }, done);
// ok: hardcoded-signing-secret
app.use(cookieParser());
// ok: hardcoded-signing-secret
app.use(cookieParser(process.env.COOKIE_SECRET));
// ok: hardcoded-signing-secret
koa.keys = [process.env.KEY_1, process.env.KEY_2];
// ok: hardcoded-signing-secret
keyboard.keys = ['ArrowUp', 'ArrowDown'];

const { wanted, trimmed, claims } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: jwt-decoded-unchecked
  res.json(jwt.decode(wanted(req, 'token')).sub);
});

app.get('/far/handed', (req, res) => {
  // ruleid: jwt-decoded-unchecked
  res.json(jwtDecode(trimmed(req.cookies.token)).sub);
});

app.get('/well/far', (req, res) => {
  // ok: jwt-decoded-unchecked
  res.json(claims(req.cookies.token, process.env.JWT_SECRET).sub);
});
