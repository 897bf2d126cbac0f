// What the test files of the rules that follow data share: functions of another file.
const path = require('path');
const jwt = require('jsonwebtoken');

// Hands out what a client sent.
function wanted(req, name) {
  return req.query[name];
}

function sent(req) {
  return req.body;
}

function originOf(req) {
  return req.headers.origin;
}

// Hands on what it gets.
function trimmed(text) {
  return text.trim();
}

function joined(folder, name) {
  return path.join(folder, name);
}

function later(value, done) {
  done(value);
}

// Cleans what it gets.
function whole(text) {
  return Number.parseInt(text, 10);
}

function oneOf(text) {
  switch (text) {
    case 'first':
      return 'first';
    case 'second':
      return 'second';
    default:
      return 'none';
  }
}

function claims(token, key) {
  return jwt.verify(token, key, { algorithms: ['HS256'] });
}

module.exports = { wanted, sent, originOf, trimmed, joined, later, whole, oneOf, claims };
