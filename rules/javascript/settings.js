const cors = require('cors');
const eta = require('eta');
const express = require('express');
const grpc = require('@grpc/grpc-js');
const Handlebars = require('handlebars');
const nunjucks = require('nunjucks');
const passport = require('passport');
const serialize = require('serialize-javascript');
const { Strategy: GitHubStrategy } = require('passport-github2');
const { AuthorizationCode } = require('simple-oauth2');

const app = express();

// Templates.

// ruleid: template-escaping-off
const page = Handlebars.compile(source, { noEscape: true });
// ruleid: template-escaping-off
nunjucks.configure('views', { autoescape: false, express: app });
// ruleid: template-escaping-off
const state = serialize(data, { unsafe: true });
// ruleid: template-escaping-off
Mustache.escape = (text) => text;
// ok: template-escaping-off
const escaped = Handlebars.compile(source, { noEscape: false });
// ok: template-escaping-off
const mail = Handlebars.compile(plainText, { noEscape: true });
// ok: template-escaping-off
nunjucks.configure('views', { autoescape: true });
// ok: template-escaping-off
const kept = serialize(data, { space: 2 });
// ok: template-escaping-off
Mustache.escape = (text) => escapeHtml(text);

// gRPC.

// ruleid: grpc-without-tls
const orders = new Orders('orders.internal:50051', grpc.credentials.createInsecure());
// ruleid: grpc-without-tls
const credentials = grpc.credentials.createInsecure();
// ruleid: grpc-without-tls
server.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => {});
// ok: grpc-without-tls
const checked = new Orders('orders.internal:50051', grpc.credentials.createSsl());
// ok: grpc-without-tls
const near = new Orders('localhost:50051', grpc.credentials.createInsecure());
// ok: grpc-without-tls
const chosen = settings.tls ? grpc.credentials.createSsl() : grpc.credentials.createInsecure();
// ok: grpc-without-tls
server.bindAsync('127.0.0.1:50051', grpc.ServerCredentials.createInsecure(), () => {});

// Login providers.

const CLIENT_SECRET = 'made up for tests';
// ruleid: hardcoded-client-secret
passport.use(new GitHubStrategy({ clientID: 'app', clientSecret: CLIENT_SECRET, callbackURL }, verify));
// ruleid: hardcoded-client-secret
passport.use(new TwitterStrategy({ consumerKey: 'app', consumerSecret: 'made up for tests', callbackURL }, verify));
// ruleid: hardcoded-client-secret
const providers = [GoogleProvider({ clientId: 'app', clientSecret: 'made up for tests' })];
// ok: hardcoded-client-secret
passport.use(new GitHubStrategy({ clientID, clientSecret: process.env.GITHUB_CLIENT_SECRET, callbackURL }, verify));
// ok: hardcoded-client-secret
passport.use(new GitHubStrategy({ clientID, clientSecret: 'YOUR_CLIENT_SECRET', callbackURL }, verify));
// ok: hardcoded-client-secret
const fields = new FormLabels({ clientSecret: 'Secret of the client' });
// ok: hardcoded-client-secret
const known = [GoogleProvider({ clientId: settings.id, clientSecret: settings.secret })];

// Links.

function links(req, token) {
  // ruleid: host-header-in-link
  const reset = `https://${req.headers.host}/reset-password?token=${token}`;
  // ruleid: host-header-in-link
  const confirm = req.protocol + '://' + req.get('host') + '/confirm/' + token;
  // ruleid: host-header-in-link
  const activate = 'http://' + req.hostname + '/activate?code=' + token;
  // ok: host-header-in-link
  const next = `https://${req.headers.host}/orders?page=2`;
  // ok: host-header-in-link
  const set = `${process.env.PUBLIC_URL}/reset-password?token=${token}`;
  // ok: host-header-in-link
  const known = hosts.includes(req.headers.host);
  return [reset, confirm, activate, next, set, known];
}

// Other sites.

// ruleid: cors-any-origin
app.use(cors());
app.get('/public', (req, res) => {
  // ruleid: cors-any-origin
  res.setHeader('Access-Control-Allow-Origin', '*');
  // ruleid: cors-any-origin
  res.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
});
// ok: cors-any-origin
app.use(cors({ origin: ['https://app.example.org'] }));
app.get('/own', (req, res) => {
  // ok: cors-any-origin
  res.setHeader('Access-Control-Allow-Origin', 'https://app.example.org');
  // ok: cors-any-origin
  res.setHeader('Vary', '*');
});

// Sizes.

// ruleid: body-limit-too-large
app.use(express.json({ limit: '500mb' }));
// ruleid: body-limit-too-large
app.use(express.urlencoded({ extended: true, limit: '1gb' }));
// ruleid: body-limit-too-large
const wide = fastify({ bodyLimit: 1024 * 1024 * 1024 });
// ok: body-limit-too-large
app.use(express.json({ limit: '10mb' }));
// ok: body-limit-too-large
const narrow = fastify({ bodyLimit: 20 * 1024 * 1024 });
// ok: body-limit-too-large
app.use(express.urlencoded({ extended: false }));

app.get('/setup', (req, res) => {
  // ok: host-header-in-link
  res.render('setup', { url: settings.url || `${req.protocol}://${req.get('host')}`, email: '', password: '' });
});
