const express = require('express');
const { NextResponse } = require('next/server');

const app = express();
const TARGETS = { home: '/', docs: 'https://docs.example.com/' };

app.get('/go', (req, res) => {
  // ruleid: open-redirect
  res.redirect(req.query.next);
});

app.post('/login', (req, res) => {
  const target = req.body.next || '/';
  // ruleid: open-redirect
  return res.redirect(303, target);
});

app.get('/header', (req, res) => {
  // ruleid: open-redirect
  res.writeHead(302, { Location: 'https://' + req.query.host });
  res.end();
});

function leave(res, url) {
  // ruleid: open-redirect
  res.redirect(url);
}

app.get('/leave', (req, res) => leave(res, req.query.url));

exports.GET = async (request) => {
  // ruleid: open-redirect
  return NextResponse.redirect(request.nextUrl.searchParams.get('to'));
};

function back() {
  const target = new URLSearchParams(location.search).get('back');
  // ruleid: open-redirect
  window.location.href = target;
}

app.get('/slashes', (req, res) => {
  const target = req.query.to;
  if (target.startsWith('/')) {
    // Two slashes name another host.
    // ruleid: open-redirect
    return res.redirect(target);
  }
  res.redirect('/');
});

// What follows is in order.

app.get('/safe/prefix', (req, res) => {
  // ok: open-redirect
  res.redirect(`/users/${req.query.name}`);
});

app.get('/safe/concat', (req, res) => {
  // ok: open-redirect
  res.redirect('/find?q=' + req.query.q);
});

app.get('/safe/choice', (req, res) => {
  // ok: open-redirect
  res.redirect(TARGETS[req.query.to]);
});

app.get('/safe/known', (req, res) => {
  const target = req.query.to;
  if (!Object.values(TARGETS).includes(target)) {
    return res.redirect('/');
  }
  // ok: open-redirect
  res.redirect(target);
});

app.get('/safe/host', (req, res) => {
  const target = req.query.to;
  if (new URL(target, 'https://example.com').host !== 'example.com') {
    return res.redirect('/');
  }
  // ok: open-redirect
  res.redirect(target);
});

app.get('/safe/local', (req, res) => {
  const target = req.query.to;
  if (target.startsWith('/') && !target.startsWith('//')) {
    // ok: open-redirect
    return res.redirect(target);
  }
  res.redirect('/');
});

app.post('/safe/self', (req, res) => {
  // ok: open-redirect
  res.redirect(req.originalUrl);
});

const { wanted, trimmed, oneOf } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: open-redirect
  res.redirect(wanted(req, 'next'));
});

app.get('/far/handed', (req, res) => {
  // ruleid: open-redirect
  res.redirect(trimmed(req.query.next));
});

app.get('/safe/far', (req, res) => {
  // ok: open-redirect
  res.redirect(oneOf(wanted(req, 'next')));
});

app.get('/safe/short/:slug', async (req, res) => {
  const link = await Link.findOne({ where: { slug: req.params.slug } });
  // ok: open-redirect
  res.redirect(link.url);
});

koaRouter.get('/share/(.*)', (ctx) => {
  // ok: open-redirect
  ctx.redirect(ctx.path.replace(/^\/share/, '/s') + ctx.request.URL.search);
});

koaRouter.get('/apex', (ctx) => {
  if (ctx.headers.host === 'example.org') {
    // ok: open-redirect
    ctx.redirect(`https://www.${ctx.headers.host}${ctx.path}`);
  }
});

koaRouter.get('/signed-in', async (ctx) => {
  const host = await getValidatedHost(ctx.query.host);
  // ok: open-redirect
  ctx.redirect(`https://${host}/home`);
  // ruleid: open-redirect
  ctx.redirect(`https://${ctx.query.host}/home`);
});

app.get('/safe/link/:slug', async (req, res) => {
  const link = await findLink({ where: { slug: req.params.slug } });
  // ok: open-redirect
  res.redirect(link.url);
});

function up() {
  // ok: open-redirect
  window.location.href = window.location.href + '/..';
  // ok: open-redirect
  location.href = `${location.href}pads/${kept.name}`;
  // ruleid: open-redirect
  location.href = new URL(location.href).searchParams.get('next');
}

app.get('/safe/back', (req, res) => {
  // ok: open-redirect
  res.redirect(req.get('Referrer') || '/');
});

app.get('/safe/groups/:slug', (req, res) => {
  // ok: open-redirect
  res.redirect(`${settings.get('relative_path')}/groups/${req.params.slug.toLowerCase()}`);
});
