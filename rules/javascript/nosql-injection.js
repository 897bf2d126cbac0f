const express = require('express');
const { MongoClient, ObjectId } = require('mongodb');

const app = express();
const db = new MongoClient('mongodb://localhost').db('shop');

app.post('/login', async (req, res) => {
  // ruleid: nosql-injection
  const user = await db.collection('users').findOne({ name: req.body.name, password: 'x' });
  res.json({ ok: Boolean(user) });
});

app.post('/update', async (req, res) => {
  const { id, message } = req.body;
  // ruleid: nosql-injection
  await db.collection('reviews').updateOne({ _id: id }, { $set: { message: 'x' } });
  res.json({ message });
});

app.get('/where', async (req, res) => {
  // ruleid: nosql-injection
  res.json(await Order.find({ $where: `this.owner == '${req.query.owner}'` }));
});

app.post('/filter', async (req, res) => {
  // ruleid: nosql-injection
  res.json(await Order.findOne(req.body));
});

async function drop(owner) {
  // ruleid: nosql-injection
  await Order.deleteMany({ owner });
}

app.delete('/orders', async (req, res) => {
  await drop(req.query.owner);
  res.end();
});

app.post('/bound', async (req, res) => {
  const name = req.body.name;
  // ruleid: nosql-injection
  res.json(await User.findOne({ name: name }));
});

// What follows is in order.

app.post('/safe/login', async (req, res) => {
  // ok: nosql-injection
  const user = await db.collection('users').findOne({ name: String(req.body.name) });
  res.json({ ok: Boolean(user) });
});

app.post('/safe/eq', async (req, res) => {
  // ok: nosql-injection
  res.json(await User.findOne({ name: { $eq: req.body.name } }));
});

app.post('/safe/id', async (req, res) => {
  // ok: nosql-injection
  res.json(await User.findOne({ _id: new ObjectId(req.body.id) }));
});

app.get('/safe/path/:name', async (req, res) => {
  // ok: nosql-injection
  res.json(await User.findOne({ name: req.params.name }));
});

app.post('/safe/typed', async (req, res) => {
  const name = req.body.name;
  if (typeof name !== 'string') return res.status(400).end();
  // ok: nosql-injection
  res.json(await User.findOne({ name }));
});

app.get('/safe/list', (req, res) => {
  const list = [{ name: 'a' }];
  // ok: nosql-injection
  res.json(list.find((entry) => entry.name === req.query.name));
});

const { sent, wanted, whole } = require('./neighbour');

app.post('/far', async (req, res) => {
  // ruleid: nosql-injection
  res.json(await User.findOne(sent(req)));
});

app.post('/far/code', async (req, res) => {
  // ruleid: nosql-injection
  res.json(await Order.find({ $where: 'this.owner == ' + wanted(req, 'owner') }));
});

app.post('/safe/far', async (req, res) => {
  // ok: nosql-injection
  res.json(await User.findOne({ number: whole(sent(req).number) }));
});
