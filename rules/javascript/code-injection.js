const vm = require('vm');
const express = require('express');

const app = express();
const OPERATIONS = { add: (a, b) => a + b, sub: (a, b) => a - b };

app.get('/calc', (req, res) => {
  // ruleid: code-injection
  res.json({ value: eval(req.query.expression) });
});

app.post('/run', (req, res) => {
  const { code } = req.body;
  // ruleid: code-injection
  const made = new Function('input', 'return ' + code);
  res.json({ value: made(1) });
});

app.post('/sandbox', (req, res) => {
  // ruleid: code-injection
  res.json({ value: vm.runInNewContext(req.body.code, {}) });
});

app.get('/module', (req, res) => {
  // ruleid: code-injection
  const plugin = require('./plugins/' + req.query.name);
  res.json(plugin.info);
});

function later(text) {
  // ruleid: code-injection
  setTimeout('console.log(' + text + ')', 10);
}

app.get('/later', (req, res) => {
  later(req.query.text);
  res.end();
});

function onLoad() {
  const parameters = new URLSearchParams(window.location.search);
  // ruleid: code-injection
  eval(parameters.get('callback'));
}

// What follows is in order.

app.post('/safe/json', (req, res) => {
  // ok: code-injection
  res.json(JSON.parse(req.body.text));
});

app.get('/safe/operation', (req, res) => {
  const operation = OPERATIONS[req.query.op];
  // ok: code-injection
  res.json({ value: operation(Number(req.query.a), Number(req.query.b)) });
});

app.get('/safe/number', (req, res) => {
  // ok: code-injection
  res.json({ value: eval('2 ** ' + Number(req.query.n)) });
});

app.get('/safe/later', (req, res) => {
  // ok: code-injection
  setTimeout(() => res.json({ name: req.query.name }), 10);
});

app.get('/safe/module', (req, res) => {
  const name = req.query.name;
  if (['csv', 'json'].indexOf(name) === -1) {
    return res.status(404).end();
  }
  // ok: code-injection
  res.json(require('./plugins/' + name).info);
});

app.get('/safe/constant', (req, res) => {
  // ok: code-injection
  res.json({ value: vm.runInNewContext('x + 1', { x: req.query.x }) });
});

const { wanted, trimmed, whole, oneOf } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: code-injection
  res.json({ value: eval(wanted(req, 'expression')) });
});

app.get('/far/handed', (req, res) => {
  // ruleid: code-injection
  vm.runInThisContext(trimmed(req.query.code));
  res.end();
});

app.get('/safe/far', (req, res) => {
  // ok: code-injection
  const plugin = require('./plugins/' + oneOf(wanted(req, 'plugin')));
  // ok: code-injection
  res.json({ value: eval('2 ** ' + whole(req.query.n)), plugin: plugin.name });
});

app.post('/page', async (req, res) => {
  const page = await browser.newPage();
  // ruleid: code-injection
  await page.evaluateOnNewDocument(`start(${req.body.options})`);
  // ok: code-injection
  await page.evaluate((text) => { document.title = text; }, 'fixed');
  res.end();
});

app.post('/safe/query', async (req, res) => {
  const expression = jsonata('items[0].price');
  // ok: code-injection
  res.json(await expression.evaluate(req.body));
});

app.get('/safe/language', (req, res) => {
  const file = path.join(LANGUAGES, req.query.language, 'full.json');
  if (!file.startsWith(LANGUAGES)) return res.status(400).end();
  // ok: code-injection
  res.json(require(file));
});
