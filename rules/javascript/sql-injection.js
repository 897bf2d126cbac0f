const express = require('express');
const mysql = require('mysql2');
const { Pool } = require('pg');
const { Sequelize, QueryTypes } = require('sequelize');
const sqlite3 = require('sqlite3');
const knex = require('knex')({ client: 'pg' });

const app = express();
const pool = new Pool();
const connection = mysql.createConnection({});
const sequelize = new Sequelize('sqlite::memory:');
const db = new sqlite3.Database(':memory:');
const COLUMNS = { name: 'full_name', since: 'created_at' };

app.get('/users', (req, res) => {
  // ruleid: sql-injection
  connection.query("SELECT * FROM users WHERE name = '" + req.query.name + "'", (err, rows) => res.json(rows));
});

app.post('/login', async (req, res) => {
  const { email, password } = req.body;
  // ruleid: sql-injection
  const found = await sequelize.query(`SELECT * FROM users WHERE email = '${email}' AND password = '${password}'`);
  res.json(found);
});

app.get('/orders/:id', async function (request, response) {
  const id = request.params.id;
  // ruleid: sql-injection
  const { rows } = await pool.query('SELECT * FROM orders WHERE id = ' + id);
  response.json(rows);
});

function statement(table, value) {
  return ['SELECT * FROM', table, 'WHERE owner =', `'${value}'`].join(' ');
}

app.get('/owned', (req, res) => {
  const text = statement('things', req.cookies.owner);
  // ruleid: sql-injection
  db.all(text, (err, rows) => res.json(rows));
});

app.get('/sorted', async (a, b) => {
  // ruleid: sql-injection
  b.json(await knex('users').orderByRaw(a.query.order));
});

app.get('/literal', async (req, res) => {
  // ruleid: sql-injection
  const where = sequelize.literal(`price > ${req.query.least}`);
  res.json(await Product.findAll({ where }));
});

module.exports.byAgent = async (event) => {
  const agent = event.headers['user-agent'];
  // ruleid: sql-injection
  await connection.execute("INSERT INTO visits VALUES ('" + agent + "')");
  return { statusCode: 204 };
};

// What follows is in order.

app.get('/safe/users', (req, res) => {
  // ok: sql-injection
  connection.query('SELECT * FROM users WHERE name = ?', [req.query.name], (err, rows) => res.json(rows));
});

app.post('/safe/login', async (req, res) => {
  // ok: sql-injection
  const found = await sequelize.query('SELECT * FROM users WHERE email = :email', { replacements: { email: req.body.email }, type: QueryTypes.SELECT });
  res.json(found);
});

app.get('/safe/orders/:id', async (req, res) => {
  const id = parseInt(req.params.id, 10);
  // ok: sql-injection
  res.json(await pool.query(`SELECT * FROM orders WHERE id = ${id}`));
});

app.get('/safe/sorted', async (req, res) => {
  const column = COLUMNS[req.query.by];
  // ok: sql-injection
  res.json(await pool.query('SELECT * FROM users ORDER BY ' + column));
});

app.get('/safe/direction', async (req, res) => {
  const direction = req.query.direction;
  if (!['asc', 'desc'].includes(direction)) {
    return res.status(400).json({});
  }
  // ok: sql-injection
  res.json(await pool.query('SELECT * FROM users ORDER BY name ' + direction));
});

app.get('/safe/escaped', (req, res) => {
  // ok: sql-injection
  connection.query('SELECT * FROM users WHERE name = ' + mysql.escape(req.query.name), (err, rows) => res.json(rows));
});

app.get('/safe/key', (req, res) => {
  const values = { agent: req.get('User-Agent'), fixed: 'none' };
  // ok: sql-injection
  connection.query(`INSERT INTO visits VALUES ('${values.fixed}')`);
  res.end();
});

app.get('/safe/object', async (req, res) => {
  // ok: sql-injection
  res.json(await pool.query({ text: 'SELECT * FROM users WHERE name = $1', values: [req.query.name] }));
});

const { wanted, trimmed, whole, oneOf } = require('./neighbour');

app.get('/far', async (req, res) => {
  // ruleid: sql-injection
  res.json(await pool.query("SELECT * FROM users WHERE name = '" + wanted(req, 'name') + "'"));
});

app.get('/far/handed', async (req, res) => {
  // ruleid: sql-injection
  res.json(await pool.query(`SELECT * FROM users WHERE name = '${trimmed(req.query.name)}'`));
});

app.get('/safe/far', async (req, res) => {
  // ok: sql-injection
  res.json(await pool.query('SELECT * FROM users ORDER BY ' + oneOf(wanted(req, 'by')) + ' LIMIT ' + whole(req.query.n)));
});

app.get('/safe/finger', async (req, res) => {
  // Asks another server, not a database.
  // ok: sql-injection
  res.json(await federation.helpers.query(req.query.handle));
});
