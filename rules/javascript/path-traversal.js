const fs = require('fs');
const path = require('path');
const express = require('express');
const multer = require('multer');

const app = express();
const ROOT = path.join(__dirname, 'files');

app.get('/read', (req, res) => {
  // ruleid: path-traversal
  res.json({ text: fs.readFileSync(path.join(ROOT, req.query.name), 'utf8') });
});

app.get('/send/:name', ({ params }, res) => {
  // ruleid: path-traversal
  res.sendFile(path.resolve(ROOT, params.name));
});

app.post('/store', async (req, res) => {
  const target = `${ROOT}/${req.body.name}`;
  // ruleid: path-traversal
  await fs.promises.writeFile(target, req.body.text);
  res.end();
});

app.get('/download', (req, res) => {
  // ruleid: path-traversal
  res.download(ROOT + '/' + req.query.file);
});

function drop(name) {
  // ruleid: path-traversal
  fs.unlink(path.join(ROOT, name), () => {});
}

app.delete('/drop', (req, res) => {
  drop(req.headers['x-name']);
  res.end();
});

app.get('/page', (req, res) => {
  // ruleid: path-traversal
  res.render('pages/' + req.query.page);
});

app.get('/prefix', (req, res) => {
  const name = ROOT + '/' + req.query.name;
  // Not resolved: the dots are still in it.
  if (!name.startsWith(ROOT)) return res.status(403).end();
  // ruleid: path-traversal
  fs.createReadStream(name).pipe(res);
});

// What follows is in order.

app.get('/safe/base', (req, res) => {
  // ok: path-traversal
  res.json({ text: fs.readFileSync(path.join(ROOT, path.basename(req.query.name)), 'utf8') });
});

app.get('/safe/root', (req, res) => {
  // ok: path-traversal
  res.sendFile(req.query.name, { root: ROOT });
});

app.get('/safe/resolved', (req, res) => {
  const target = path.resolve(ROOT, req.query.name);
  if (!target.startsWith(ROOT + path.sep)) {
    return res.status(403).end();
  }
  // ok: path-traversal
  fs.createReadStream(target).pipe(res);
});

app.get('/safe/dots', (req, res) => {
  const name = req.query.name;
  if (name.includes('..')) throw new Error('no');
  // ok: path-traversal
  res.json({ text: fs.readFileSync(ROOT + '/' + name, 'utf8') });
});

app.get('/safe/known', (req, res) => {
  const known = { terms: 'terms.txt', privacy: 'privacy.txt' };
  // ok: path-traversal
  fs.createReadStream(path.join(ROOT, known[req.query.doc])).pipe(res);
});

app.post('/safe/content', (req, res) => {
  // ok: path-traversal
  fs.writeFileSync(path.join(ROOT, 'last.txt'), req.body.text);
  res.end();
});

app.get('/safe/number/:id', (req, res) => {
  // ok: path-traversal
  res.sendFile(path.join(ROOT, `${Number(req.params.id)}.pdf`));
});

const { wanted, joined, whole } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: path-traversal
  fs.createReadStream(path.join(ROOT, wanted(req, 'name'))).pipe(res);
});

app.get('/far/joined', (req, res) => {
  // ruleid: path-traversal
  fs.createReadStream(joined(ROOT, req.query.name)).pipe(res);
});

app.get('/safe/far', (req, res) => {
  // ok: path-traversal
  fs.createReadStream(joined(ROOT, `${whole(wanted(req, 'page'))}.txt`)).pipe(res);
  // ok: path-traversal
  fs.createReadStream(joined(ROOT, path.basename(req.query.name)));
});

app.get('/safe/certificate', (req, res) => {
  const folder = path.join(ROOT, new URL(req.query.url).hostname);
  // ok: path-traversal
  fs.createReadStream(path.join(folder, 'ca.pem')).pipe(res);
});

app.get('/safe/named', (req, res) => {
  // ok: path-traversal
  fs.createReadStream(path.join(ROOT, sanitizePathname(req.query.name))).pipe(res);
});

app.post('/safe/upload', upload.single('picture'), async (req, res) => {
  const target = path.join(ROOT, req.body.name);
  if (!isPathInside(ROOT, target)) throw new Error('outside');
  // ok: path-traversal
  await fs.promises.copyFile(req.file.path, target);
  // ok: path-traversal
  await fs.promises.unlink(req.file.path);
  // ruleid: path-traversal
  await fs.promises.copyFile(req.file.path, path.join(ROOT, req.file.originalname));
  res.end();
});
