const winston = require('winston');
const pino = require('pino');
const express = require('express');

const app = express();
const logger = winston.createLogger({ format: winston.format.simple() });
const structured = pino();

app.post('/login', (req, res) => {
  // ruleid: log-injection
  console.log('login of ' + req.body.name);
  res.end();
});

app.get('/find', (req, res) => {
  // ruleid: log-injection
  logger.info(`looked for ${req.query.q}`);
  res.end();
});

app.get('/agent', (req, res) => {
  // ruleid: log-injection
  console.error('agent', req.headers['user-agent']);
  res.end();
});

app.get('/items/:name', ({ params }, res) => {
  // ruleid: log-injection
  logger.warn('item ' + params.name);
  res.end();
});

function note(text) {
  // ruleid: log-injection
  logger.debug('note: ' + text);
}

app.post('/notes', (req, res) => {
  note(req.body.text);
  res.end();
});

app.use((req, res, next) => {
  // ruleid: log-injection
  console.info(req.method + ' ' + decodeURIComponent(req.url));
  next();
});

// What follows is in order.

app.post('/safe/login', (req, res) => {
  const name = req.body.name.replace(/[\r\n]/g, '');
  // ok: log-injection
  console.log('login of ' + name);
  res.end();
});

app.post('/safe/json', (req, res) => {
  // ok: log-injection
  console.log('got ' + JSON.stringify(req.body));
  res.end();
});

app.post('/safe/object', (req, res) => {
  // ok: log-injection
  console.log(req.body);
  res.end();
});

app.get('/safe/items/:id', (req, res) => {
  // ok: log-injection
  logger.info('item ' + Number(req.params.id));
  res.end();
});

app.get('/safe/length', (req, res) => {
  // ok: log-injection
  console.log('got', req.query.text.length, 'letters');
  res.end();
});

app.get('/safe/known', (req, res) => {
  const colour = req.query.colour;
  if (colour === 'red' || colour === 'green') {
    // ok: log-injection
    logger.info('colour ' + colour);
  }
  res.end();
});

const { wanted, trimmed, whole } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: log-injection
  logger.info('wanted: ' + wanted(req, 'name'));
  // ruleid: log-injection
  logger.info(`from ${trimmed(req.headers.referer)}`);
  // ok: log-injection
  logger.info('page ' + whole(wanted(req, 'page')));
  res.end();
});
