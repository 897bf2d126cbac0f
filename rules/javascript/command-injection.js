const { exec, execSync, execFile, spawn } = require('child_process');
const cp = require('child_process');
const util = require('util');
const express = require('express');

const app = express();
const run = util.promisify(exec);
const TOOLS = { ping: '/bin/ping', trace: '/usr/bin/traceroute' };

app.get('/ping', (req, res) => {
  // ruleid: command-injection
  exec('ping -c 1 ' + req.query.host, (err, out) => res.json({ out }));
});

app.post('/lookup', (req, res) => {
  const name = req.body.name;
  // ruleid: command-injection
  const out = cp.execSync(`nslookup ${name}`);
  res.json({ out });
});

app.get('/archive/:folder', (req, res) => {
  // ruleid: command-injection
  spawn('sh', ['-c', 'tar czf /tmp/a.tgz ' + req.params.folder]);
  res.end();
});

app.get('/convert', async (req, res) => {
  // ruleid: command-injection
  await run(`convert ${req.query.file} out.png`);
  res.end();
});

app.get('/shell', (req, res) => {
  // ruleid: command-injection
  spawn(`ls ${req.query.dir}`, { shell: true });
  res.end();
});

class Tool {
  constructor(args) {
    this.args = args;
  }

  start() {
    // ruleid: command-injection
    return execSync('tool ' + this.args);
  }
}

app.get('/tool', (req, res) => res.json({ out: new Tool(req.query.args).start() }));

app.get('/program', (req, res) => {
  // ruleid: command-injection
  spawn(req.query.program, ['--version']);
  res.end();
});

// What follows is in order.

app.get('/safe/ping', (req, res) => {
  // ok: command-injection
  execFile('ping', ['-c', '1', '--', req.query.host], (err, out) => res.json({ out }));
});

app.get('/safe/spawn', (req, res) => {
  // ok: command-injection
  spawn('nslookup', [req.query.name]);
  res.end();
});

app.get('/safe/tool', (req, res) => {
  // ok: command-injection
  spawn(TOOLS[req.query.tool], ['example.org']);
  res.end();
});

app.get('/safe/number', (req, res) => {
  const lines = Number(req.query.lines);
  // ok: command-injection
  exec(`journalctl -n ${lines}`, (err, out) => res.json({ out }));
});

app.get('/safe/checked', (req, res) => {
  const unit = req.query.unit;
  if (!/^[a-z]+$/.test(unit)) return res.status(400).end();
  // ok: command-injection
  exec('systemctl status ' + unit, (err, out) => res.json({ out }));
});

app.get('/safe/regex', (req, res) => {
  // ok: command-injection
  const found = /a(b)c/.exec(req.query.text);
  res.json({ found: Boolean(found) });
});

app.get('/safe/list', (req, res) => {
  const words = ['first', 'second'];
  words.push(req.query.word);
  // ok: command-injection
  exec('echo ' + words[0]);
  res.end();
});

const { wanted, trimmed, whole, oneOf } = require('./neighbour');

app.get('/far', (req, res) => {
  // ruleid: command-injection
  exec('ping -c 1 ' + wanted(req, 'host'), (err, out) => res.json({ out }));
});

app.get('/far/handed', (req, res) => {
  // ruleid: command-injection
  execSync(`host ${trimmed(req.query.host)}`);
  res.end();
});

app.get('/safe/far', (req, res) => {
  // ok: command-injection
  exec('systemctl status ' + oneOf(req.query.unit));
  // ok: command-injection
  exec(`journalctl -n ${whole(wanted(req, 'lines'))}`, (err, out) => res.json({ out }));
});
