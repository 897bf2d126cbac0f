const express = require('express');
const session = require('express-session');
const cookieSession = require('cookie-session');

function first() {
  const app = express();
  // ruleid: csrf-unprotected
  app.use(session({ secret: process.env.SECRET, resave: false }));
  app.post('/name', (req, res) => res.sendStatus(204));
}

function second() {
  const server = express();
  // ruleid: csrf-unprotected
  server.use(cookieSession({ keys: [process.env.SECRET] }));
  server.use('/orders', orders);
}

function third() {
  const site = express();
  // ruleid: csrf-unprotected
  site.use(session({ secret: process.env.SECRET, cookie: { secure: true, httpOnly: true } }));
  site.get('/', (req, res) => res.render('start'));
  site.delete('/name', (req, res) => res.sendStatus(204));
}

function reader() {
  const pages = express();
  // ok: csrf-unprotected
  pages.use(session({ secret: process.env.SECRET }));
  pages.get('/', (req, res) => res.render('start'));
}

function strict() {
  const shop = express();
  // ok: csrf-unprotected
  shop.use(session({ secret: process.env.SECRET, cookie: { sameSite: 'strict' } }));
  shop.post('/order', (req, res) => res.sendStatus(204));
}
