const axios = require('axios');
const fetch = require('node-fetch');
const got = require('got');
const http = require('http');
const express = require('express');

const app = express();
const BACKEND = 'https://api.example.com';
const ALLOWED = new Set(['images.example.com', 'cdn.example.com']);

app.get('/fetch', async (req, res) => {
  // ruleid: ssrf
  const answer = await axios.get(req.query.url);
  res.json({ status: answer.status });
});

app.post('/proxy', async (req, res) => {
  const { target } = req.body;
  // ruleid: ssrf
  const answer = await fetch(`http://${target}/notify`, { method: 'POST' });
  res.json({ status: answer.status });
});

app.get('/options', async (req, res) => {
  // ruleid: ssrf
  const answer = await axios({ method: 'get', url: req.query.url });
  res.json({ status: answer.status });
});

async function load(address) {
  // ruleid: ssrf
  return got.get(address).text();
}

app.get('/avatar', async (req, res) => {
  res.json({ length: (await load(req.query.avatar)).length });
});

app.get('/host', (req, res) => {
  // ruleid: ssrf
  http.get('http://' + req.query.host + '/health', (answer) => res.json({ status: answer.statusCode }));
});

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  // ruleid: ssrf
  const answer = await fetch(body.callback);
  return { statusCode: answer.status };
};

// What follows is in order.

app.get('/safe/path/:name', async (req, res) => {
  // ok: ssrf
  const answer = await axios.get(`https://api.example.com/users/${req.params.name}`);
  res.json(answer.data);
});

app.get('/safe/constant/:name', async (req, res) => {
  // ok: ssrf
  const answer = await fetch(`${BACKEND}/users/${req.params.name}`);
  res.json(await answer.json());
});

app.get('/safe/query', async (req, res) => {
  // ok: ssrf
  const answer = await axios.get('https://api.example.com/find', { params: { q: req.query.q } });
  res.json(answer.data);
});

app.post('/safe/body', async (req, res) => {
  // ok: ssrf
  const answer = await axios.post('https://api.example.com/hooks', { url: req.body.url });
  res.json(answer.data);
});

app.get('/safe/host', async (req, res) => {
  const target = req.query.url;
  const parsed = new URL(target);
  if (parsed.protocol !== 'https:' || !ALLOWED.has(parsed.hostname)) {
    return res.status(400).end();
  }
  // ok: ssrf
  const answer = await fetch(target, { redirect: 'error' });
  res.json({ status: answer.status });
});

app.get('/safe/choice', async (req, res) => {
  const regions = { eu: 'https://eu.example.com/', us: 'https://us.example.com/' };
  // ok: ssrf
  const answer = await fetch(regions[req.query.region]);
  res.json({ status: answer.status });
});

const { wanted, trimmed, oneOf } = require('./neighbour');

app.get('/far', async (req, res) => {
  // ruleid: ssrf
  const answer = await fetch(wanted(req, 'url'));
  res.json({ status: answer.status });
});

app.get('/far/handed', async (req, res) => {
  // ruleid: ssrf
  const answer = await axios.get(trimmed(req.query.url));
  res.json({ status: answer.status });
});

app.get('/safe/far', async (req, res) => {
  // ok: ssrf
  const answer = await fetch('http://' + oneOf(wanted(req, 'service')) + '.internal/health');
  res.json({ status: answer.status });
});

app.get('/safe/cached/:slug', async (req, res) => {
  // ok: ssrf
  const kept = await redis.client.fetch(`link:${req.params.slug}`, () => lookup(req.params.slug), 3600);
  res.json(kept);
});

app.get('/safe/again', async (req, res) => {
  // ok: ssrf
  const again = new Request(req.url, { method: 'POST' });
  res.json(await handle(again));
});

app.get('/safe/stored/:id', async (req, res) => {
  const hook = await Hook.findByPk(req.params.id);
  // ok: ssrf
  const answer = await fetch(hook.url);
  res.json({ status: answer.status });
});

app.post('/safe/send', async (req, res) => {
  const service = 'https://api.example.org';
  // ok: ssrf
  await axios.post(`${service}/bot${req.body.token}/send`, {});
  res.end();
});
