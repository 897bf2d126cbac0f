const express = require('express');
const { wanted, sent, trimmed, whole } = require('./neighbour');

const app = express();
const NAMES = /^([a-z]+)+$/;
const NUMBERS = /^[0-9]{1,9}$/;

// Regular expressions.

app.get('/name', (req, res) => {
  // ruleid: slow-regex-on-request
  res.json({ fits: /^([\w.]+)*@example$/.test(req.query.name) });
});

app.get('/kept', (req, res) => {
  // ruleid: slow-regex-on-request
  res.json({ fits: NAMES.exec(req.params.name) !== null });
});

function fits(text) {
  // ruleid: slow-regex-on-request
  return text.match(/(?:\d+)+x/) !== null;
}

app.get('/handed', (req, res) => res.json({ fits: fits(req.query.text) }));

app.get('/far', (req, res) => {
  // ruleid: slow-regex-on-request
  res.json({ fits: NAMES.test(wanted(req, 'name')) });
});

app.get('/well/simple', (req, res) => {
  // ok: slow-regex-on-request
  res.json({ fits: /^[\w.]+@example$/.test(req.query.name) });
  // ok: slow-regex-on-request
  res.json({ fits: NUMBERS.test(req.query.number) });
});

app.get('/well/short', (req, res) => {
  const name = req.query.name;
  if (name.length > 64) return res.sendStatus(400);
  // ok: slow-regex-on-request
  res.json({ fits: NAMES.test(name) });
});

app.get('/well/cut', (req, res) => {
  // ok: slow-regex-on-request
  res.json({ fits: NAMES.test(trimmed(req.query.name).slice(0, 40)) });
});

app.get('/well/own', (req, res) => {
  // ok: slow-regex-on-request
  res.json({ fits: NAMES.test(process.title) });
});

// Loops.

app.post('/loop', (req, res) => {
  // ruleid: loop-bound-by-client
  for (let i = 0; i < req.body.items.length; i++) {
    add(req.body.items[i]);
  }
  res.end();
});

function addAll(list) {
  // ruleid: loop-bound-by-client
  for (let i = 0; i < list.length; i += 1) {
    add(list[i]);
  }
}

app.post('/loop/handed', (req, res) => {
  addAll(req.body.list);
  res.end();
});

app.post('/loop/far', (req, res) => {
  const all = sent(req);
  // ruleid: loop-bound-by-client
  for (let i = 0; i < all.length; i++) {
    add(all[i]);
  }
  res.end();
});

app.post('/well/loop', (req, res) => {
  const { items } = req.body;
  if (!Array.isArray(items)) return res.sendStatus(400);
  // ok: loop-bound-by-client
  for (let i = 0; i < items.length; i++) {
    add(items[i]);
  }
  res.end();
});

app.post('/well/words', (req, res) => {
  const words = String(req.body.text).split(' ');
  // ok: loop-bound-by-client
  for (let i = 0; i < words.length; i++) {
    add(words[i]);
  }
  res.end();
});

app.post('/well/own', (req, res) => {
  // ok: loop-bound-by-client
  for (let i = 0; i < KNOWN.length; i++) {
    add(KNOWN[i] === req.body.name);
  }
  // ok: loop-bound-by-client
  for (const item of req.body.items) {
    add(whole(item));
  }
  res.end();
});

// Pages.

function showLabel(label, box) {
  // ruleid: dom-text-as-html
  box.innerHTML = '<b>' + label.textContent + '</b>';
}

function showHint(node) {
  const hint = node.getAttribute('data-hint');
  // ruleid: dom-text-as-html
  document.querySelector('#hint').insertAdjacentHTML('beforeend', `<i>${hint}</i>`);
}

function paint(box, text) {
  // ruleid: dom-text-as-html
  box.outerHTML = text;
}

function showField(box) {
  paint(box, $('#name').val());
}

function showTrimmed(label, box) {
  // ruleid: dom-text-as-html
  box.innerHTML = trimmed(label.innerText);
}

function showWell(label, box) {
  // ok: dom-text-as-html
  box.textContent = label.textContent;
  // ok: dom-text-as-html
  box.innerHTML = DOMPurify.sanitize(label.textContent);
  // ok: dom-text-as-html
  box.innerHTML = `<b>${escapeHtml(label.getAttribute('title'))}</b>`;
  // ok: dom-text-as-html
  box.innerHTML = '<b>' + whole(label.textContent) + '</b>';
  // ok: dom-text-as-html
  box.innerHTML = katex.renderToString(label.textContent);
}
