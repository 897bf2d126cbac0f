const crypto = require('crypto');
const express = require('express');
const { WebSocketServer } = require('ws');
const passport = require('passport');
const { User, Order } = require('./models');

const router = express.Router();

// ruleid: route-without-authorization
router.delete('/users/:id', async (req, res) => {
  await User.deleteOne({ _id: req.params.id });
  res.sendStatus(204);
});
// ruleid: route-without-authorization
router.put('/settings', (req, res) => {
  db.query('UPDATE settings SET theme = ?', [req.body.theme]);
  res.sendStatus(204);
});
// ruleid: route-without-authorization
router.post('/orders', async function (req, res) {
  res.json(await Order.create({ item: req.body.item }));
});
// ok: route-without-authorization
router.delete('/users/:id', requireAdmin, async (req, res) => {
  await User.deleteOne({ _id: req.params.id });
  res.sendStatus(204);
});
// ok: route-without-authorization
router.patch('/users/:id', async (req, res) => {
  if (req.user.id !== req.params.id) return res.sendStatus(403);
  await User.updateOne({ _id: req.params.id }, { name: req.body.name });
  res.sendStatus(204);
});
// ok: route-without-authorization
router.post('/users/register', async (req, res) => {
  res.json(await User.create({ name: req.body.name }));
});
// ok: route-without-authorization
router.post('/orders/price', (req, res) => {
  res.json(price(req.body.items));
});

// Records.

router.get('/orders/:id', requireUser, async (req, res) => {
  // ruleid: record-without-owner-check
  res.json(await Order.findById(req.params.id));
});
router.get('/invoices/:id', requireUser, async (req, res) => {
  // ruleid: record-without-owner-check
  res.json(await prisma.invoice.findUnique({ where: { id: Number(req.params.id) } }));
});
async function removeMessage(req, res) {
  // ruleid: record-without-owner-check
  await Message.findOneAndDelete({ _id: req.params.id });
  res.sendStatus(204);
}
router.get('/orders/mine/:id', requireUser, async (req, res) => {
  // ok: record-without-owner-check
  res.json(await Order.findOne({ _id: req.params.id, userId: req.user.id }));
});
router.get('/orders/compared/:id', requireUser, async (req, res) => {
  // ok: record-without-owner-check
  const order = await Order.findById(req.params.id);
  if (order.userId !== req.user.id) return res.sendStatus(404);
  res.json(order);
});
router.get('/products/:id', async (req, res) => {
  // ok: record-without-owner-check
  res.json(await Product.findById(req.params.id));
});

// Logins.

// ruleid: login-without-rate-limit
router.post('/login', async (req, res) => {
  res.json(await check(req.body));
});
// ruleid: login-without-rate-limit
router.post('/api/auth/sign-in', passport.authenticate('local'), (req, res) => res.json(req.user));
// ruleid: login-without-rate-limit
router.post('/verify-otp', async (req, res) => {
  res.json(await code(req.body));
});
// ok: login-without-rate-limit
router.post('/login', limiter, async (req, res) => {
  res.json(await check(req.body));
});
// ok: login-without-rate-limit
router.get('/login', (req, res) => res.render('login'));
// ok: login-without-rate-limit
router.post('/login/settings', (req, res) => res.json({}));

// Sockets.

function sockets(server) {
  const wss = new WebSocketServer({ server });
  // ruleid: websocket-without-authentication
  wss.on('connection', (socket) => {
    socket.on('message', (data) => broadcast(data));
  });
}

function otherSockets(server) {
  const io = require('socket.io')(server);
  // ruleid: websocket-without-authentication
  io.on('connection', (socket) => {
    socket.on('chat', (text) => io.emit('chat', text));
  });
}

function thirdSockets(server) {
  const live = new WebSocket.Server({ port: 8080 });
  // ruleid: websocket-without-authentication
  live.on('connection', function (socket) {
    socket.send(JSON.stringify(state));
  });
}

function guardedSockets(server) {
  const wss = new WebSocketServer({ server });
  // ok: websocket-without-authentication
  wss.on('connection', (socket, request) => {
    if (!userOf(request.headers.cookie)) return socket.close(1008);
    socket.on('message', (data) => broadcast(data));
  });
}

function usedSockets(server) {
  const io = require('socket.io')(server);
  io.use(checkUser);
  // ok: websocket-without-authentication
  io.on('connection', (socket) => {
    socket.on('chat', (text) => io.emit('chat', text));
  });
}

function verifiedSockets(server) {
  const wss = new WebSocketServer({ server, verifyClient: allowed });
  // ok: websocket-without-authentication
  wss.on('connection', (socket) => {
    socket.on('message', (data) => broadcast(data));
  });
}

// Logins elsewhere.

function begin(req, res, id, uri) {
  // ruleid: oauth-without-state
  res.redirect(`https://id.example.org/oauth/authorize?client_id=${id}&redirect_uri=${uri}&response_type=code`);
  // ruleid: oauth-without-state
  const url = 'https://github.com/login/oauth/authorize?client_id=' + id + '&redirect_uri=' + uri;
  // ruleid: oauth-without-state
  window.location.href = `https://accounts.example.org/o/oauth2/auth?client_id=${id}&redirect_uri=${uri}&scope=email`;
  // ok: oauth-without-state
  res.redirect(`https://id.example.org/oauth/authorize?client_id=${id}&redirect_uri=${uri}&state=${req.session.state}`);
  // ok: oauth-without-state
  const other = `https://id.example.org/oauth/authorize?client_id=${id}&redirect_uri=${uri}&code_challenge=${challenge}`;
  // ok: oauth-without-state
  res.redirect(`https://id.example.org/clients?client_id=${id}`);
  return [url, other];
}

// Passwords and secrets.

function lock(req, password, field, node) {
  // ruleid: hardcoded-password-compare
  if (password === 'made-up-for-tests') return true;
  // ruleid: hardcoded-password-compare
  if (req.body.password == 'Made-up4tests') return true;
  // ruleid: hardcoded-password-compare
  if (req.query.adminToken !== 'made-up-for-tests') return false;
  // ok: hardcoded-password-compare
  if (typeof password === 'string') return true;
  // ok: hardcoded-password-compare
  if (field.type === 'password') return true;
  // ok: hardcoded-password-compare
  if (password === '') return false;
  // ok: hardcoded-password-compare
  if (password === req.body.confirmation) return true;
  // ok: hardcoded-password-compare
  return node.password === 'required';
}

function hook(req, secret) {
  const expected = crypto.createHmac('sha256', secret).update(req.rawBody).digest('hex');
  // ruleid: secret-compared-by-equals
  if (req.headers['x-signature'] !== expected) return false;
  // ok: secret-compared-by-equals
  if (expected.length !== req.body.length) return false;
  // ok: secret-compared-by-equals
  return crypto.timingSafeEqual(Buffer.from(expected), Buffer.from(req.headers['x-signature']));
}

function cron(req, res) {
  // ruleid: secret-compared-by-equals
  if (req.headers.authorization !== `Bearer ${process.env.CRON_SECRET}`) return res.sendStatus(401);
  // ruleid: secret-compared-by-equals
  if (req.query.token !== process.env.CRON_TOKEN) return res.sendStatus(401);
  // ok: secret-compared-by-equals
  if (req.headers.host !== process.env.HOST) return res.sendStatus(400);
  // ok: secret-compared-by-equals
  return req.body.kind === 'daily';
}
