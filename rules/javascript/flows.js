const express = require('express');
const fs = require('fs');
const path = require('path');
const AdmZip = require('adm-zip');
const unzipper = require('unzipper');
const yauzl = require('yauzl');
const _ = require('lodash');
const JSZip = require('jszip');
const { User, Order } = require('./models');

const app = express();

app.post('/users', async (req, res) => {
  // ruleid: mass-assignment
  const user = await User.create(req.body);
  res.json(user);
});

app.put('/users/:id', async (req, res) => {
  // ruleid: mass-assignment
  await User.findByIdAndUpdate(req.params.id, { $set: req.body });
  res.sendStatus(204);
});

app.patch('/orders/:id', async (req, res) => {
  const order = await Order.findByPk(req.params.id);
  // ruleid: mass-assignment
  Object.assign(order, req.body);
  await order.save();
  res.json(order);
});

async function store(fields) {
  // ruleid: mass-assignment
  return prisma.user.update({ where: { id: 1 }, data: fields });
}

app.post('/profile', async (req, res) => {
  res.json(await store(req.body));
});

app.post('/records', async (req, res) => {
  // ruleid: mass-assignment
  const order = new Order(req.body);
  await order.save();
  res.json(order);
});

app.post('/well/users', async (req, res) => {
  const { name, email } = req.body;
  // ok: mass-assignment
  res.json(await User.create({ name, email }));
});

app.post('/well/picked', async (req, res) => {
  // ok: mass-assignment
  res.json(await User.create(_.pick(req.body, ['name', 'email'])));
});

app.post('/well/schema', async (req, res) => {
  const fields = UserSchema.parse(req.body);
  // ok: mass-assignment
  res.json(await User.create(fields));
});

app.post('/well/one', async (req, res) => {
  // ok: mass-assignment
  res.json(await User.create({ name: req.body.name }));
});

app.post('/well/named', async (req, res) => {
  const body = req.body;
  // ok: mass-assignment
  res.json(await User.create({ name: body.name, email: body.email }));
});

app.post('/well/taken', async (req, res) => {
  const body = await req.json();
  const { name, email } = body;
  // ok: mass-assignment
  res.json(await prisma.user.create({ data: { name, email } }));
});

app.post('/spread', async (req, res) => {
  const body = await req.json();
  // ruleid: mass-assignment
  res.json(await prisma.user.create({ data: { ...body, age: 1 } }));
});

app.post('/well/settings', async (req, res) => {
  const settings = {};
  // ok: mass-assignment
  Object.assign(settings, req.body);
  res.json(settings);
});

// Archives.

function unpack(file, out) {
  const zip = new AdmZip(file);
  zip.getEntries().forEach((entry) => {
    // ruleid: zip-slip
    fs.writeFileSync(path.join(out, entry.entryName), entry.getData());
  });
}

function unpackStream(file, out) {
  fs.createReadStream(file).pipe(unzipper.Parse()).on('entry', (entry) => {
    const name = entry.path;
    // ruleid: zip-slip
    entry.pipe(fs.createWriteStream(out + '/' + name));
  });
}

function write(out, name, stream) {
  // ruleid: zip-slip
  stream.pipe(fs.createWriteStream(path.join(out, name)));
}

function unpackLazily(zipfile, out) {
  zipfile.on('entry', (entry) => {
    zipfile.openReadStream(entry, (error, stream) => write(out, entry.fileName, stream));
  });
}

function unpackWell(file, out) {
  const zip = new AdmZip(file);
  for (const entry of zip.getEntries()) {
    const target = path.resolve(out, entry.entryName);
    if (!target.startsWith(out + path.sep)) throw new Error('outside');
    // ok: zip-slip
    fs.writeFileSync(target, entry.getData());
  }
}

function unpackFlat(file, out) {
  const zip = new AdmZip(file);
  zip.getEntries().forEach((entry) => {
    // ok: zip-slip
    fs.writeFileSync(path.join(out, path.basename(entry.entryName)), entry.getData());
  });
}

function names(file) {
  const zip = new AdmZip(file);
  zip.getEntries().forEach((entry) => {
    // ok: zip-slip
    fs.appendFileSync('names.txt', entry.entryName);
  });
}

// Regular expressions.

app.get('/search', (req, res) => {
  // ruleid: regex-injection
  const wanted = new RegExp(req.query.q, 'i');
  res.json(names.filter((name) => wanted.test(name)));
});

function matcher(text) {
  // ruleid: regex-injection
  return new RegExp('^' + text);
}

app.get('/begins', (req, res) => {
  res.json(names.filter((name) => matcher(req.query.q).test(name)));
});

app.get('/stored', async (req, res) => {
  // ruleid: regex-injection
  res.json(await Order.find({ title: { $regex: req.query.title, $options: 'i' } }));
});

app.get('/well/search', (req, res) => {
  // ok: regex-injection
  const wanted = new RegExp(_.escapeRegExp(req.query.q), 'i');
  res.json(names.filter((name) => wanted.test(name)));
});

app.get('/well/replaced', (req, res) => {
  const text = req.query.q.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // ok: regex-injection
  res.json(names.filter((name) => new RegExp(text).test(name)));
});

app.get('/well/many', (req, res) => {
  const texts = req.query.q.split(',').map(_.escapeRegExp).join('|');
  // ok: regex-injection
  res.json(names.filter((name) => new RegExp(texts).test(name)));
});

app.get('/well/fixed', (req, res) => {
  // ok: regex-injection
  res.json(new RegExp('^[a-z]+$').test(req.query.q));
});

// Headers.

app.get('/file', (req, res) => {
  // ruleid: header-injection
  res.setHeader('Content-Type', req.query.type);
  // ruleid: header-injection
  res.set('Content-Disposition', `attachment; filename="${req.query.name}"`);
  res.end(content);
});

function named(res, header, value) {
  // ruleid: header-injection
  res.setHeader(header, value);
}

app.get('/any', (req, res) => {
  named(res, req.query.header, 'on');
  res.end();
});

app.get('/well/file', (req, res) => {
  // ok: header-injection
  res.setHeader('Content-Type', types[req.query.type] || 'application/octet-stream');
  // ok: header-injection
  res.set('Content-Disposition', `attachment; filename="${encodeURIComponent(req.query.name)}"`);
  // ok: header-injection
  res.setHeader('X-Request-Id', req.headers['x-request-id']);
  // ok: header-injection
  res.setHeader('Cache-Control', 'no-store');
  res.end(content);
});

// Across files.

const { wanted, sent, trimmed, joined, oneOf } = require('./neighbour');

app.post('/far/users', async (req, res) => {
  // ruleid: mass-assignment
  res.json(await User.create(sent(req)));
});

app.post('/well/far/users', async (req, res) => {
  // ok: mass-assignment
  res.json(await User.create({ name: sent(req).name }));
});

function unpackFar(file, out) {
  new AdmZip(file).getEntries().forEach((entry) => {
    // ruleid: zip-slip
    fs.writeFileSync(joined(out, entry.entryName), entry.getData());
    // ok: zip-slip
    fs.writeFileSync(joined(out, oneOf(entry.entryName)), entry.getData());
  });
}

app.get('/far/search', (req, res) => {
  // ruleid: regex-injection
  const wide = new RegExp(wanted(req, 'q'), 'i');
  // ruleid: regex-injection
  const narrow = new RegExp('^' + trimmed(req.query.q) + '$');
  // ok: regex-injection
  const known = new RegExp(oneOf(wanted(req, 'q')));
  res.json(names.filter((name) => wide.test(name) && narrow.test(name) && known.test(name)));
});

app.get('/far/file', (req, res) => {
  // ruleid: header-injection
  res.setHeader('Content-Type', wanted(req, 'type'));
  // ok: header-injection
  res.setHeader('Content-Disposition', `attachment; filename="${oneOf(wanted(req, 'name'))}"`);
  res.end(content);
});

function unpackNamed(stream, out) {
  // The path of an entry is what the archive says, unlike that of an upload.
  stream.pipe(unzipper.Parse()).on('entry', (file) => {
    // ruleid: zip-slip
    file.pipe(fs.createWriteStream(path.join(out, file.path)));
  });
}
