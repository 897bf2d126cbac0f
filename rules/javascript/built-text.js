const cp = require('child_process');
const { exec, execFile, spawn } = require('node:child_process');
const vm = require('vm');
const serialize = require('node-serialize');
const yaml = require('js-yaml');
const libxmljs = require('libxmljs');

async function statements(db, name, ids, table) {
  // ruleid: sql-built-from-text
  await db.query(`SELECT * FROM users WHERE name = '${name}'`);
  // ruleid: sql-built-from-text
  await db.query("DELETE FROM users WHERE name = '" + name + "'");
  // ruleid: sql-built-from-text
  await db.execute('UPDATE users SET seen = 1 WHERE id = ' + ids[0]);
  // ruleid: sql-built-from-text
  await db.query({ text: `INSERT INTO log (name) VALUES ('${name}')` });
  // ok: sql-built-from-text
  await db.query('SELECT * FROM users WHERE name = $1', [name]);
  // ok: sql-built-from-text
  await db.query(`SELECT * FROM users WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
  // ok: sql-built-from-text
  await db.query('SELECT id, name ' + 'FROM users');
  // ok: sql-built-from-text
  await db.query(`SELECT * FROM ${USERS_TABLE} WHERE name = ?`, [name]);
  // ok: sql-built-from-text
  await cache.get(`select-${name}`);
  // ok: sql-built-from-text
  await db.query(sql`SELECT * FROM users WHERE name = ${name}`);
}

async function raw(prisma, name) {
  const text = build(name);
  // ruleid: prisma-raw-unsafe
  await prisma.$queryRawUnsafe(text);
  // ruleid: prisma-raw-unsafe
  await prisma.$executeRawUnsafe(build(name), 1);
  // ruleid: prisma-raw-unsafe
  await prisma.$queryRaw(Prisma.raw(text));
  // ruleid: sql-built-from-text
  await prisma.$queryRawUnsafe(`SELECT * FROM "User" WHERE name = '${name}'`);
  // ok: prisma-raw-unsafe
  await prisma.$queryRawUnsafe('SELECT * FROM "User" WHERE name = $1', name);
  // ok: prisma-raw-unsafe, sql-built-from-text
  await prisma.$queryRaw`SELECT * FROM "User" WHERE name = ${name}`;
  // ok: prisma-raw-unsafe
  await prisma.$queryRaw(Prisma.sql`SELECT 1`);
}

function commands(file, branch, done) {
  // ruleid: command-built-from-text
  exec(`convert ${file} out.png`, done);
  // ruleid: command-built-from-text
  cp.execSync('git checkout ' + branch);
  // ruleid: command-built-from-text
  spawn(`tar xf ${file}`, { shell: true });
  // ruleid: command-built-from-text
  spawn('sh', ['-c', 'cat ' + file]);
  // ok: command-built-from-text
  execFile('convert', [file, 'out.png'], done);
  // ok: command-built-from-text
  exec('git status --porcelain', done);
  // ok: command-built-from-text
  cp.execSync(`kill -9 ${child.pid}`);
  // ok: command-built-from-text
  spawn('tar', ['xf', file]);
  // ok: command-built-from-text
  /x/.exec(`name ${file}`);
}

function code(rule, context) {
  // ruleid: code-from-text
  const value = eval(rule.expression);
  // ruleid: code-from-text
  const run = new Function('context', 'return ' + rule.expression);
  // ruleid: code-from-text
  vm.runInNewContext(rule.script, context);
  // ruleid: code-from-text
  setTimeout('refresh("' + rule.id + '")', 1000);
  // ok: code-from-text
  const root = new Function('return this')();
  // ok: code-from-text
  setTimeout(() => refresh(rule.id), 1000);
  // ok: code-from-text
  const parsed = JSON.parse(rule.expression);
  // ok: code-from-text
  vm.runInNewContext('1 + 1', context);
  return [value, run, root, parsed];
}

function readers(cookie, text) {
  // ruleid: unsafe-deserializer
  const profile = serialize.unserialize(cookie);
  // ruleid: unsafe-deserializer
  const settings = yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA });
  // ruleid: unsafe-deserializer
  const more = yaml.unsafeLoad(text);
  // ok: unsafe-deserializer
  const stored = serialize.serialize(profile);
  // ok: unsafe-deserializer
  const plain = yaml.load(text);
  // ok: unsafe-deserializer
  const core = yaml.load(text, { schema: yaml.CORE_SCHEMA });
  // ok: unsafe-deserializer
  const json = JSON.parse(cookie);
  return [profile, settings, more, stored, plain, core, json];
}

function documents(body) {
  // ruleid: xml-entities-on
  libxmljs.parseXml(body, { noent: true });
  // ruleid: xml-entities-on
  libxmljs.parseXmlString(body, { noblanks: true, noent: true });
  // ruleid: xml-entities-on
  libxmljs.parseXml(body, { replaceEntities: true });
  // ok: xml-entities-on
  libxmljs.parseXml(body);
  // ok: xml-entities-on
  libxmljs.parseXml(body, { noent: false, nonet: true });
  // ok: xml-entities-on
  formatter.print(body, { noent: true });
}

function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === 'object' && typeof target[key] === 'object') {
      merge(target[key], source[key]);
    } else {
      // ruleid: merge-without-key-check
      target[key] = source[key];
    }
  }
  return target;
}

function deepExtend(out, from) {
  Object.keys(from).forEach((key) => {
    if (isObject(from[key])) {
      // ruleid: merge-without-key-check
      out[key] = deepExtend(out[key], from[key]);
    } else {
      // ruleid: merge-without-key-check
      out[key] = from[key];
    }
  });
  return out;
}

const assignDeep = (to, from) => {
  for (const name of Object.keys(from)) {
    if (isObject(to[name])) assignDeep(to[name], from[name]);
    // ruleid: merge-without-key-check
    else to[name] = from[name];
  }
};

function safeMerge(target, source) {
  for (const key of Object.keys(source)) {
    if (key === '__proto__' || key === 'constructor') continue;
    if (isObject(target[key])) safeMerge(target[key], source[key]);
    // ok: merge-without-key-check
    else target[key] = source[key];
  }
}

function compare(a, b) {
  for (const key in b) {
    // ok: merge-without-key-check
    if (!compare(a[key], b[key])) return false;
  }
  return a === b;
}

function flat(target, source) {
  // ok: merge-without-key-check
  for (const key in source) target[key] = source[key];
  return target;
}

async function maintain(connection, name) {
  const escapedName = connection.escapeId(name);
  // ok: sql-built-from-text
  await connection.execute('DROP TABLE IF EXISTS ' + escapedName);
  const slots = ids.map(() => '?').join(',');
  // ok: sql-built-from-text
  await connection.execute(`DELETE FROM notes WHERE id NOT IN (${slots})`, ids);
}

function dropped(tableName, constraintName) {
  // ok: sql-built-from-text
  return runner.raw(`ALTER TABLE ${tableName} DROP CONSTRAINT ${constraintName}`);
}
