const crypto = require('crypto');
const { createCipheriv, createHash } = require('node:crypto');
const bcrypt = require('bcrypt');
const argon2 = require('argon2');
const md5 = require('md5');
const CryptoJS = require('crypto-js');
const forge = require('node-forge');

function register(users, name, password) {
  // ruleid: weak-password-hash
  const stored = crypto.createHash('sha256').update(password).digest('hex');
  users.push({ name, stored });
}

function login(user, body) {
  // ruleid: weak-password-hash
  return user.hash === md5(body.password);
}

function salted(salt, newPassword) {
  // ruleid: weak-password-hash
  return createHash('sha512').update(salt + newPassword).digest('base64');
}

function inPage(userPassword) {
  // ruleid: weak-password-hash
  return CryptoJS.SHA256(userPassword).toString();
}

async function stronger(password) {
  // ok: weak-password-hash
  return bcrypt.hash(password, 12);
}

function fileSum(content) {
  // ok: weak-password-hash
  return crypto.createHash('sha256').update(content).digest('hex');
}

function resetKey(passwordResetToken) {
  // ok: weak-password-hash
  return crypto.createHash('sha256').update(passwordResetToken).digest('hex');
}

async function leaked(password) {
  // ok: weak-password-hash
  const sum = crypto.createHash('sha1').update(password).digest('hex').toUpperCase();
  const answer = await fetch('https://api.pwnedpasswords.com/range/' + sum.slice(0, 5));
  return (await answer.text()).includes(sum.slice(5));
}

// Hashes that protect something.

function ticket(secret, body) {
  // ruleid: weak-hash
  const signature = crypto.createHash('md5').update(secret + body).digest('hex');
  return signature;
}

function makeSessionId(user) {
  // ruleid: weak-hash
  return createHash('sha1').update(user.id + Date.now()).digest('hex');
}

function signDocument(key, text) {
  // ruleid: weak-hash
  return crypto.createSign('RSA-SHA1').update(text).sign(key);
}

function mac(secretKey, text) {
  // ruleid: weak-hash
  const hmac = crypto.createHmac('md5', secretKey);
  return hmac.update(text).digest('hex');
}

function etag(body) {
  // ok: weak-hash
  return '"' + crypto.createHash('md5').update(body).digest('base64') + '"';
}

function avatar(email) {
  // ok: weak-hash
  return 'https://gravatar.com/avatar/' + md5(email.trim().toLowerCase());
}

function cacheKey(parts) {
  // ok: weak-hash
  const key = createHash('sha1').update(parts.join('|')).digest('hex');
  return key;
}

function signWell(key, text) {
  // ok: weak-hash
  return crypto.createSign('RSA-SHA256').update(text).sign(key);
}

function webSocketAccept(key) {
  // ok: weak-hash
  const signature = createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  return signature;
}

// Ciphers.

function ciphers(key, iv, text) {
  // ruleid: weak-cipher
  crypto.createCipher('aes-256-cbc', key);
  // ruleid: weak-cipher
  createCipheriv('des-ede3-cbc', key, iv);
  // ruleid: weak-cipher
  crypto.createCipheriv('aes-128-ecb', key, null);
  // ruleid: weak-cipher
  CryptoJS.TripleDES.encrypt(text, key);
  // ruleid: weak-cipher
  CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.ECB, padding: CryptoJS.pad.Pkcs7 });
  // ok: weak-cipher
  crypto.createCipheriv('aes-256-gcm', key, iv);
  // ok: weak-cipher
  createCipheriv('chacha20-poly1305', key, iv, { authTagLength: 16 });
  // ok: weak-cipher
  forge.cipher.createCipher('AES-GCM', key);
  // ok: weak-cipher
  CryptoJS.AES.encrypt(text, key, { iv, mode: CryptoJS.mode.CBC });
  // ok: weak-cipher
  factory.createCipher(key);
}

const FIXED_IV = Buffer.from('0123456789abcdef');
const ZERO = '0000000000000000';

function encryptFixed(key, text) {
  // ruleid: static-iv
  const cipher = crypto.createCipheriv('aes-256-cbc', key, FIXED_IV);
  // ruleid: static-iv
  const other = crypto.createCipheriv('aes-256-cbc', key, ZERO);
  // ruleid: static-iv
  const third = createCipheriv('aes-256-gcm', key, Buffer.alloc(12));
  // ruleid: static-iv
  CryptoJS.AES.encrypt(text, key, { iv: CryptoJS.enc.Utf8.parse('abcdefghijklmnop') });
  return [cipher, other, third];
}

async function encryptInPage(key, data) {
  const iv = new Uint8Array(12);
  // ruleid: static-iv
  return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data);
}

function encryptWell(key, text) {
  const iv = crypto.randomBytes(16);
  // ok: static-iv
  return Buffer.concat([iv, crypto.createCipheriv('aes-256-cbc', key, iv).update(text)]);
}

async function encryptInPageWell(key, data) {
  const iv = new Uint8Array(12);
  crypto.getRandomValues(iv);
  // ok: static-iv
  return crypto.subtle.encrypt({ name: 'AES-GCM', iv: iv }, key, data);
}

function decryptStored(key, stored) {
  const iv = Buffer.from(stored.iv, 'hex');
  // ok: static-iv
  return crypto.createDecipheriv('aes-256-cbc', key, iv).update(stored.text);
}

function wrapKey(kek, key) {
  // ok: static-iv
  return crypto.createCipheriv('id-aes256-wrap', kek, Buffer.from('a6a6a6a6a6a6a6a6', 'hex')).update(key);
}

function counted(key, n) {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(n, 8);
  // ok: static-iv
  return crypto.createCipheriv('aes-256-gcm', key, nonce);
}

// Keys.

// ruleid: short-key
crypto.generateKeyPairSync('rsa', { modulusLength: 1024, publicKeyEncoding: { type: 'spki', format: 'pem' } });
const bits = 512;
// ruleid: short-key
forge.pki.rsa.generateKeyPair(bits);
// ruleid: short-key
crypto.createDiffieHellman(1024);
// ruleid: short-key
crypto.createECDH('secp160r1');
// ok: short-key
crypto.generateKeyPairSync('rsa', { modulusLength: 4096 });
// ok: short-key
crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
// ok: short-key
forge.pki.rsa.generateKeyPair({ bits: 2048, workers: 2 });
// ok: short-key
crypto.createDiffieHellman(prime, 'hex');

const ROUNDS = 4;

async function rounds(password, salt, cost) {
  // ruleid: weak-password-rounds
  await bcrypt.hash(password, 5);
  // ruleid: weak-password-rounds
  bcrypt.genSaltSync(ROUNDS);
  // ruleid: weak-password-rounds
  crypto.pbkdf2Sync(password, salt, 1000, 64, 'sha512');
  // ruleid: weak-password-rounds
  crypto.scryptSync(password, salt, 64, { N: 1024 });
  // ok: weak-password-rounds
  await bcrypt.hash(password, 12);
  // ok: weak-password-rounds
  await bcrypt.hash(password, cost);
  // ok: weak-password-rounds
  crypto.pbkdf2Sync(password, salt, 600000, 32, 'sha256');
  // ok: weak-password-rounds
  crypto.scryptSync(password, salt, 64);
  // ok: weak-password-rounds
  await hasher.hash(password, 5);
}

const SALT = Buffer.from('fixed for everyone');

async function salts(password, user) {
  // ruleid: fixed-salt
  const a = crypto.scryptSync(password, 'salt', 64);
  // ruleid: fixed-salt
  const b = crypto.pbkdf2Sync(password, SALT, 600000, 32, 'sha256');
  // ruleid: fixed-salt
  const c = await argon2.hash(password, { salt: Buffer.from('0123456789abcdef') });
  // ruleid: fixed-salt
  const d = bcrypt.hashSync(password, '$2b$10$abcdefghijklmnopqrstuu');
  // ok: fixed-salt
  const e = crypto.scryptSync(password, user.salt, 64);
  const salt = crypto.randomBytes(16);
  // ok: fixed-salt
  const f = crypto.pbkdf2Sync(password, salt, 600000, 32, 'sha256');
  // ok: fixed-salt
  const g = await argon2.hash(password);
  // ok: fixed-salt
  const h = bcrypt.hashSync(password, 12);
  return [a, b, c, d, e, f, g, h];
}

function hashOfKey(apiKey) {
  // Random letters, which no table of guesses holds.
  // ok: fixed-salt
  return crypto.pbkdf2Sync(apiKey, '', 100000, 64, 'sha512').toString('hex');
}

async function wrapped(password, rounds) {
  // bcrypt reads the first 72 bytes only.
  // ok: weak-password-hash
  password = crypto.createHash('sha512').update(password).digest('hex');
  return await bcrypt.hash(password, rounds);
}

async function compared(password, hash, wrapped) {
  if (wrapped) {
    // ok: weak-password-hash
    password = crypto.createHash('sha512').update(password).digest('hex');
  }
  return await pool.exec('compare', [password, hash]);
}
