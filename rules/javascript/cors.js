const express = require('express');
const cors = require('cors');
const fastify = require('fastify')();

const app = express();
const ALLOWED = new Set(['https://app.example.org']);

// ruleid: cors-any-origin-with-credentials
app.use(cors({ origin: true, credentials: true }));
app.use(cors({
  // ruleid: cors-any-origin-with-credentials
  origin: (origin, callback) => callback(null, true),
  credentials: true,
}));
// ruleid: cors-any-origin-with-credentials
fastify.register(require('@fastify/cors'), { origin: true, credentials: true });
const io = new Server(server, {
  cors: {
    // ruleid: cors-any-origin-with-credentials
    origin: (origin, done) => { done(null, true); },
    credentials: true,
  },
});
const corsOptions = {
  // ruleid: cors-any-origin-with-credentials
  origin: true,
  credentials: true,
};
app.options('*', cors(corsOptions));

// ok: cors-any-origin-with-credentials
app.use(cors({ origin: true }));
// ok: cors-any-origin-with-credentials
app.use(cors({ origin: ['https://app.example.org'], credentials: true }));
app.use(cors({
  // ok: cors-any-origin-with-credentials
  origin: (origin, callback) => callback(null, ALLOWED.has(origin)),
  credentials: true,
}));
// ok: cors-any-origin-with-credentials, cors-star-with-credentials
axios.create({ baseURL: 'https://api.example.org', withCredentials: true });

// ruleid: cors-star-with-credentials
app.use(cors({ origin: '*', credentials: true }));
// ruleid: cors-star-with-credentials
fastify.register(require('@fastify/cors'), { origin: '*', credentials: true });
// ok: cors-star-with-credentials
app.use(cors({ origin: '*' }));
// ok: cors-star-with-credentials
app.use(cors({ origin: '*', credentials: false }));

app.use((req, res, next) => {
  // ruleid: cors-star-with-credentials
  res.header('Access-Control-Allow-Origin', '*');
  res.header('Access-Control-Allow-Credentials', 'true');
  next();
});

app.use((req, res, next) => {
  // ok: cors-star-with-credentials
  res.header('Access-Control-Allow-Origin', '*');
  next();
});

app.use((req, res, next) => {
  // ruleid: cors-reflected-origin
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin || '*');
  next();
});

function allow(res, origin) {
  // ruleid: cors-reflected-origin
  res.set('Access-Control-Allow-Origin', origin);
}

app.get('/data', (req, res) => {
  allow(res, req.get('Origin'));
  res.json({});
});

app.options('/old', (req, res) => {
  // ruleid: cors-reflected-origin
  res.writeHead(204, { 'Access-Control-Allow-Origin': req.headers.origin });
  res.end();
});

app.use((req, res, next) => {
  const origin = req.headers.origin;
  if (ALLOWED.has(origin)) {
    // ok: cors-reflected-origin
    res.setHeader('Access-Control-Allow-Origin', origin);
  }
  next();
});

app.use((req, res, next) => {
  const origin = req.get('origin');
  if (!isAllowedOrigin(origin)) return next();
  // ok: cors-reflected-origin
  res.setHeader('Access-Control-Allow-Origin', origin);
  next();
});

app.use((req, res, next) => {
  // ok: cors-reflected-origin
  res.setHeader('Access-Control-Allow-Origin', process.env.ORIGIN);
  next();
});

const { originOf, oneOf } = require('./neighbour');

app.use((req, res, next) => {
  // ruleid: cors-reflected-origin
  res.header('Access-Control-Allow-Origin', originOf(req));
  next();
});

app.use((req, res, next) => {
  // ok: cors-reflected-origin
  res.header('Access-Control-Allow-Origin', oneOf(originOf(req)));
  next();
});
