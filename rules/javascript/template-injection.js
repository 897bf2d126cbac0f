const ejs = require('ejs');
const pug = require('pug');
const handlebars = require('handlebars');
const nunjucks = require('nunjucks');
const _ = require('lodash');
const express = require('express');

const app = express();
const PAGES = { a: 'Hello <%= name %>', b: 'Bye <%= name %>' };

app.get('/ejs', (req, res) => {
  // ruleid: template-injection
  res.send(ejs.render('<p>' + req.query.text + '</p>'));
});

app.post('/pug', (req, res) => {
  // ruleid: template-injection
  const made = pug.compile(req.body.template);
  res.send(made({}));
});

app.post('/handlebars', (req, res) => {
  const source = `Dear ${req.body.name}, {{ text }}`;
  // ruleid: template-injection
  res.send(handlebars.compile(source)({ text: 'x' }));
});

app.get('/nunjucks', (req, res) => {
  // ruleid: template-injection
  res.send(nunjucks.renderString(req.query.t, {}));
});

function wrap(text) {
  return '<div>' + text + '</div>';
}

app.get('/lodash', (req, res) => {
  // ruleid: template-injection
  res.send(_.template(wrap(req.cookies.banner))());
});

app.get('/lines', (req, res) => {
  const lines = [];
  lines.push('p hello');
  lines.push(req.query.line);
  // ruleid: template-injection
  res.send(pug.render(lines.join('\n')));
});

// What follows is in order.

app.get('/safe/ejs', (req, res) => {
  // ok: template-injection
  res.send(ejs.render('<p><%= text %></p>', { text: req.query.text }));
});

app.get('/safe/view', (req, res) => {
  // ok: template-injection
  res.render('hello', { name: req.query.name });
});

app.get('/safe/handlebars', (req, res) => {
  // ok: template-injection
  res.send(handlebars.compile('Dear {{ name }}')({ name: req.query.name }));
});

app.get('/safe/choice', (req, res) => {
  // ok: template-injection
  res.send(ejs.render(PAGES[req.query.page], { name: 'x' }));
});

app.get('/safe/number', (req, res) => {
  // ok: template-injection
  res.send(pug.render('p= ' + Number(req.query.n)));
});

app.get('/safe/first', (req, res) => {
  const lines = ['p hello', req.query.line];
  // ok: template-injection
  res.send(pug.render(lines[0]));
});

const { wanted, trimmed, oneOf } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: template-injection
  res.send(ejs.render(wanted(req, 'template')));
});

app.get('/far/handed', (req, res) => {
  // ruleid: template-injection
  res.send(pug.render(trimmed(req.query.line)));
});

app.get('/safe/far', (req, res) => {
  // ok: template-injection
  res.send(ejs.render(PAGES[oneOf(wanted(req, 'page'))], { name: wanted(req, 'name') }));
});
