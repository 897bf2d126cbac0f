const crypto = require('crypto');

function invite(user) {
  // ruleid: weak-random
  const inviteToken = Math.random().toString(36).slice(2);
  // ruleid: weak-random
  user.resetToken = 'r-' + Math.floor(Math.random() * 1e16);
  return inviteToken;
}

async function register(User, email) {
  await User.create({
    email,
    // ruleid: weak-random
    verificationCode: Math.floor(100000 + Math.random() * 900000),
  });
}

const generateOtp = () => {
  let digits = '';
  for (let i = 0; i < 6; i++) {
    // ruleid: weak-random
    digits += Math.floor(Math.random() * 10);
  }
  return digits;
};

function generatePassword(length) {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  // ruleid: weak-random
  return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
}

class Sessions {
  createSessionId() {
    // ruleid: weak-random
    return Date.now() + '-' + Math.random();
  }
}

// What follows is in order.

function color() {
  // ok: weak-random
  return '#' + Math.floor(Math.random() * 0xffffff).toString(16);
}

function retry(attempt) {
  // ok: weak-random
  const delay = 2 ** attempt * 100 + Math.random() * 100;
  return delay;
}

function pickToken(tokens) {
  // ok: weak-random
  const tokenCount = Math.ceil(Math.random() * tokens.length);
  return tokenCount;
}

function spinner() {
  // ok: weak-random
  const spin = Math.random() * 360;
  // ok: weak-random
  const elementId = 'el-' + Math.random().toString(36).slice(2);
  // ok: weak-random
  const maxTokens = Math.round(Math.random() * 4096);
  return { spin, elementId, maxTokens };
}

function reset(user) {
  // ok: weak-random
  user.resetToken = crypto.randomBytes(32).toString('hex');
}

// A number that makes a picture be drawn again.
// ok: weak-random
const drawing = { width: 10, nonce: Math.random() };
