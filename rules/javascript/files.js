const fs = require('fs');
const os = require('os');
const path = require('path');
const { chmod } = require('fs/promises');

async function modes(file) {
  // ruleid: world-writable-file
  fs.chmodSync(file, 0o777);
  // ruleid: world-writable-file
  await chmod(file, '666');
  // ruleid: world-writable-file
  fs.writeFileSync(file, 'x', { mode: 0o666 });
  // ruleid: world-writable-file
  process.umask(0);
  // ok: world-writable-file
  fs.chmodSync(file, 0o755);
  // ok: world-writable-file
  await chmod(file, '600');
  // ok: world-writable-file
  fs.writeFileSync(file, 'x', { mode: 0o600 });
  // ok: world-writable-file
  process.umask(0o077);
}

function temporary(data, job) {
  // ruleid: predictable-temp-file
  fs.writeFileSync('/tmp/report.json', data);
  // ruleid: predictable-temp-file
  const out = fs.createWriteStream(path.join(os.tmpdir(), 'export.csv'));
  // ruleid: predictable-temp-file
  fs.appendFileSync(`/tmp/job-${job.name}.log`, data);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
  // ok: predictable-temp-file
  fs.writeFileSync(path.join(folder, 'report.json'), data);
  // ok: predictable-temp-file
  fs.writeFileSync(`/tmp/${crypto.randomUUID()}.json`, data);
  // ok: predictable-temp-file
  fs.readFileSync('/tmp/report.json');
  return out;
}

function login(req, email, password, tokens) {
  // ruleid: secret-logged
  console.log('login', email, password);
  // ruleid: secret-logged
  logger.debug(`token: ${tokens.accessToken}`);
  // ruleid: secret-logged
  console.log(req.headers.authorization);
  // ruleid: secret-logged
  console.info('key ' + process.env.STRIPE_API_KEY);
  // ruleid: secret-logged
  console.log({ email, password });
  // ok: secret-logged
  console.log({ email, password: '***' });
  // ok: secret-logged
  console.log('login', email);
  // ok: secret-logged
  console.log('password changed');
  // ok: secret-logged
  logger.info(`tokens used: ${tokens.length}`);
  // ok: secret-logged
  console.log('too short:', password.length);
  // ok: secret-logged
  store.set('password', password);
}

function listen(server, socketPath) {
  // ok: world-writable-file
  const oldMask = process.umask('0000');
  server.listen(socketPath, () => process.umask(oldMask));
}
