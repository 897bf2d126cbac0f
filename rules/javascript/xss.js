const express = require('express');
const escapeHtml = require('escape-html');
const createDOMPurify = require('dompurify');
const Koa = require('koa');

const app = express();
const koa = new Koa();

app.get('/hello', (req, res) => {
  // ruleid: xss
  res.send('<h1>Hello ' + req.query.name + '</h1>');
});

app.get('/page/:title', function (req, res) {
  let body = '';
  body += `<title>${req.params.title}</title>`;
  // ruleid: xss
  res.status(200).send(body);
});

app.post('/echo', (req, res) => {
  // ruleid: xss
  res.write('<p>' + req.body.text + '</p>');
  res.end();
});

function list(names) {
  return names.map((name) => `<li>${name}</li>`).join('');
}

app.get('/list', (req, res) => {
  // ruleid: xss
  res.send(list(req.query.names.split(',')));
});

koa.use(async (ctx) => {
  // ruleid: xss
  ctx.body = `<p>No page ${ctx.path}</p>`;
});

function showTab() {
  const tab = decodeURIComponent(location.hash.slice(1));
  // ruleid: xss
  document.getElementById('tab').innerHTML = '<b>' + tab + '</b>';
}

window.addEventListener('message', (event) => {
  // ruleid: xss
  document.body.insertAdjacentHTML('beforeend', event.data);
});

// What follows is in order.

app.get('/safe/hello', (req, res) => {
  // ok: xss
  res.send('<h1>Hello ' + escapeHtml(req.query.name) + '</h1>');
});

app.get('/safe/json', (req, res) => {
  // ok: xss
  res.json({ name: req.query.name });
});

app.get('/safe/object', (req, res) => {
  // ok: xss
  res.send({ name: req.query.name });
});

app.get('/safe/render', (req, res) => {
  // ok: xss
  res.render('hello', { name: req.query.name });
});

app.get('/safe/plain', (req, res) => {
  // ok: xss
  res.type('text/plain').send(req.query.name);
});

app.get('/safe/typed', (req, res) => {
  res.setHeader('Content-Type', 'application/json');
  // ok: xss
  res.end('{"name": "' + req.query.name + '"}');
});

app.get('/safe/header', (req, res) => {
  res.set('X-Name', req.query.name);
  // ok: xss
  res.send('<p>done</p>');
});

app.get('/safe/number', (req, res) => {
  // ok: xss
  res.send(`<p>${parseInt(req.query.n, 10)}</p>`);
});

function safeTab() {
  const tab = decodeURIComponent(location.hash.slice(1));
  // ok: xss
  document.getElementById('tab').textContent = tab;
  // ok: xss
  document.getElementById('body').innerHTML = DOMPurify.sanitize(tab);
}

const { wanted, trimmed, whole } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: xss
  res.send('<p>' + wanted(req, 'name') + '</p>');
});

app.get('/far/handed', (req, res) => {
  // ruleid: xss
  res.send(`<p>${trimmed(req.query.name)}</p>`);
});

app.get('/safe/far', (req, res) => {
  // ok: xss
  res.send(`<p>${whole(wanted(req, 'n'))} of ${escapeHtml(trimmed(req.query.of))}</p>`);
});

app.get('/safe/picture', async (req, res) => {
  const { bytes, type } = await pictureOf(req.query.of);
  res.contentType(type);
  // ok: xss
  res.send(bytes);
});

app.get('/safe/cached', (req, res) => {
  const kept = pageCache.getValue(req.originalUrl);
  // ok: xss
  res.end(kept.body);
});

app.get('/safe/kept', (req, res) => {
  redis.hgetall(req.originalUrl, function (error, kept) {
    // ok: xss
    res.end(kept.page);
  });
});

app.use((req, res) => {
  // ruleid: xss
  res.send('<p>No page ' + decodeURIComponent(req.originalUrl) + '</p>');
  // ok: xss
  res.send('<link rel="canonical" href="https://example.org' + req.originalUrl + '">');
});

app.get('/safe/saved/:pad', (req, res) => {
  res.attachment('pad.txt');
  // ok: xss
  res.send(req.query.text);
});

app.get('/safe/read', (req, res) => {
  fs.readFile(path.join(PAGES, path.basename(req.query.page)), (error, data) => {
    // ok: xss
    res.end(error ? `${error}` : data);
  });
});

function showNames(list) {
  const name = new URLSearchParams(location.search).get('name');
  // ok: xss
  $('#names').append($('<b>').text(name));
  // ok: xss
  $('#names').append($('<b>').html(escapeHtmlWithLinks(name)));
  // ruleid: xss
  $('#names').append('<b>' + name + '</b>');
}

function addMessage(data) {
  const $name = $('<b>').text(new URLSearchParams(location.search).get('name'));
  // ok: xss
  $('#messages').append($name);
}

app.get('/safe/members/:group', (req, res) => {
  // ok: xss
  db.sMembers(req.params.group).then((members) => res.send(members));
});

app.get('/safe/team', async (req, res) => {
  const team = await Team.findByDomain(req.query.domain);
  // ok: xss
  res.send('<p>' + team.motto + '</p>');
});
