const express = require('express');
const session = require('express-session');
const cookieSession = require('cookie-session');

const app = express();
const production = process.env.NODE_ENV === 'production';

app.use(session({
  secret: process.env.SECRET,
  cookie: {
    // ruleid: cookie-readable-by-scripts
    httpOnly: false,
    // ruleid: cookie-sent-unencrypted
    secure: false,
    // ruleid: cookie-sent-cross-site
    sameSite: 'none',
  },
}));

app.post('/login', (req, res) => {
  // ruleid: cookie-readable-by-scripts, cookie-sent-unencrypted
  res.cookie('token', sign(req.user));
  // ruleid: cookie-readable-by-scripts
  res.cookie('refresh_token', refresh(req.user), { secure: true, maxAge: 60000 });
  // ruleid: cookie-sent-unencrypted
  res.cookie('session', req.user.session, { httpOnly: true, maxAge: 60000 });
  // ruleid: cookie-sent-cross-site
  res.cookie('jwt', sign(req.user), { httpOnly: true, secure: true, sameSite: 'none' });
  // ok: cookie-readable-by-scripts, cookie-sent-unencrypted, cookie-sent-cross-site
  res.cookie('token', sign(req.user), { httpOnly: true, secure: true, sameSite: 'lax' });
  // ok: cookie-readable-by-scripts, cookie-sent-unencrypted
  res.cookie('token', sign(req.user), options);
  // ok: cookie-readable-by-scripts, cookie-sent-unencrypted
  res.cookie('session', id, { ...defaults, maxAge: 1000 });
  // ok: cookie-sent-unencrypted, cookie-readable-by-scripts
  res.cookie('theme', 'dark');
  // ok: cookie-readable-by-scripts
  res.cookie('XSRF-TOKEN', req.csrfToken(), { httpOnly: false, secure: true });
  // ok: cookie-readable-by-scripts, cookie-sent-unencrypted
  res.cookie('token', '');
});

// ruleid: cookie-readable-by-scripts
app.use(cookieSession({ keys: [process.env.KEY], httpOnly: false }));
// ruleid: cookie-sent-unencrypted
app.use(cookieSession({ keys: [process.env.KEY], secure: false }));
// ruleid: cookie-sent-cross-site
app.use(cookieSession({ keys: [process.env.KEY], secure: true, sameSite: 'none' }));
// ok: cookie-readable-by-scripts, cookie-sent-unencrypted, cookie-sent-cross-site
app.use(cookieSession({ keys: [process.env.KEY], secure: production, sameSite: 'strict' }));
// ok: cookie-sent-unencrypted
app.use(session({ secret: process.env.SECRET, cookie: { secure: 'auto' } }));

async function koa(ctx) {
  // ruleid: cookie-readable-by-scripts
  ctx.cookies.set('sid', ctx.session.id, { httpOnly: false, secure: true });
  // ruleid: cookie-sent-unencrypted
  ctx.cookies.set('sid', ctx.session.id, { secure: false });
  // ok: cookie-sent-cross-site
  ctx.cookies.set('language', 'de', { sameSite: 'none', secure: true });
  // ok: cookie-readable-by-scripts
  ctx.cookies.set('lang', 'de', { httpOnly: false });
}

const sessionOptions = {
  secret: process.env.SESSION_SECRET,
  cookie: {
    // ruleid: cookie-sent-cross-site
    sameSite: 'none',
    // ruleid: cookie-sent-unencrypted
    secure: false,
    // ruleid: cookie-readable-by-scripts
    httpOnly: false,
  },
};
app.use(session(sessionOptions));
// ok: cookie-sent-cross-site, cookie-sent-unencrypted
const banner = { text: 'We use one cookie', cookie: { sameSite: 'none', secure: false } };

koa.use(async (ctx) => {
  // ok: cookie-readable-by-scripts
  ctx.cookies.set('lastSignedIn', service, { httpOnly: false, sameSite: 'lax', secure: true });
  // ruleid: cookie-readable-by-scripts
  ctx.cookies.set('accountToken', token, { httpOnly: false, sameSite: 'lax', secure: true });
});
