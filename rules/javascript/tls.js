const fs = require('fs');
const https = require('https');
const tls = require('tls');
const axios = require('axios');
const { Pool } = require('pg');
const { app, session } = require('electron');

// ruleid: tls-verification-off
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: {
    // ruleid: tls-verification-off
    rejectUnauthorized: false,
  },
});

// ruleid: tls-verification-off
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
// ruleid: tls-verification-off
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;

function connect(options) {
  // ruleid: tls-verification-off
  options.rejectUnauthorized = false;
  // ruleid: tls-verification-off
  return tls.connect({ ...options, checkServerIdentity: () => undefined });
}

// ruleid: tls-verification-off
session.defaultSession.setCertificateVerifyProc((request, callback) => { callback(0); });
// ruleid: tls-verification-off
app.on('certificate-error', (event, contents, url, error, certificate, callback) => {
  event.preventDefault();
  callback(true);
});

// ok: tls-verification-off
const good = new https.Agent({ ca: fs.readFileSync('ca.pem'), rejectUnauthorized: true });
// ok: tls-verification-off
const chosen = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV === 'production' });
// ok: tls-verification-off
https.createServer({ key, cert, requestCert: true, rejectUnauthorized: false }, handler);
if (process.env.NODE_ENV === 'development') {
  // ok: tls-verification-off
  axios.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false });
}
// ok: tls-verification-off
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';
// ok: tls-verification-off
const pinned = tls.connect({ host, checkServerIdentity: (name, cert) => compare(cert.fingerprint256) });

// ruleid: old-tls-version
https.createServer({ key, cert, minVersion: 'TLSv1' }, handler);
// ruleid: old-tls-version
tls.connect({ host, port: 443, secureProtocol: 'TLSv1_method' });
// ruleid: old-tls-version
tls.DEFAULT_MIN_VERSION = 'TLSv1.1';
// ruleid: old-tls-version
tls.createServer({ key, cert, ciphers: 'ECDHE-RSA-AES128-SHA256:RC4:HIGH' });
// ok: old-tls-version
https.createServer({ key, cert, minVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:!RC4:!NULL:!3DES' }, handler);
// ok: old-tls-version
tls.connect({ host, secureProtocol: 'TLSv1_2_method' });
// ok: old-tls-version
tls.DEFAULT_MIN_VERSION = 'TLSv1.3';
// ok: old-tls-version
schema.migrate({ minVersion: '1.1' });

function connectTo(host, settings) {
  const options = { host };
  if (settings.ignoreTlsErrors) {
    // ok: tls-verification-off
    options.agent = new https.Agent({ rejectUnauthorized: false });
  }
  // ok: tls-verification-off
  options.extra = settings.allowSelfSigned ? { rejectUnauthorized: false } : {};
  if (settings.proxy) {
    // ruleid: tls-verification-off
    options.agent = new https.Agent({ host: settings.proxy, rejectUnauthorized: false });
  }
  return options;
}

function mailer(settings) {
  const options = {};
  if (settings['mail:allow-self-signed']) {
    // ok: tls-verification-off
    options.tls = { rejectUnauthorized: false };
  }
  return options;
}
