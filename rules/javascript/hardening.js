const util = require('util');
const path = require('path');
const express = require('express');
const multer = require('multer');
const errorhandler = require('errorhandler');
const serveIndex = require('serve-index');
const { ApolloServer } = require('@apollo/server');
const { graphqlHTTP } = require('express-graphql');
const busboy = require('busboy');

const app = express();

app.use((error, req, res, next) => {
  // ruleid: error-details-to-client
  res.status(500).send(error.stack);
});
app.get('/a', (req, res) => {
  load().catch((error) => {
    // ruleid: error-details-to-client
    res.status(500).json({ message: error.message, stack: error.stack });
  });
});
async function answer(ctx, next) {
  try {
    await next();
  } catch (error) {
    // ruleid: error-details-to-client
    ctx.body = { error: error.stack };
  }
}
app.get('/b', (req, res) => {
  // ok: error-details-to-client
  load().catch((error) => { console.error(error.stack); res.sendStatus(500); });
});
app.use((error, req, res, next) => {
  // ok: error-details-to-client
  res.status(500).json({ message: 'failed', stack: process.env.NODE_ENV === 'development' ? error.stack : undefined });
});
app.use((error, req, res, next) => {
  if (process.env.NODE_ENV !== 'production') {
    // ok: error-details-to-client
    return res.status(500).send(error.stack);
  }
  // ok: error-details-to-client
  res.status(500).send('failed');
});

// ruleid: debug-tools-on
new ApolloServer({ typeDefs, resolvers, introspection: true });
// ruleid: debug-tools-on
app.use('/graphql', graphqlHTTP({ schema, graphiql: true }));
// ruleid: debug-tools-on
app.use(errorhandler());
// ok: debug-tools-on
new ApolloServer({ typeDefs, resolvers, introspection: process.env.NODE_ENV !== 'production' });
// ok: debug-tools-on
app.use('/graphql', graphqlHTTP({ schema, graphiql: false }));
if (app.get('env') === 'development') {
  // ok: debug-tools-on
  app.use(errorhandler());
}

// ruleid: security-headers-missing
app.use(helmet({ contentSecurityPolicy: false }));
// ruleid: security-headers-missing
app.use(helmet({ hsts: false, noSniff: true }));
// ok: security-headers-missing
app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'self'"] } } }));
// ok: security-headers-missing
const api = express();
api.get('/data', (req, res) => res.json({}));

// ruleid: serves-private-files
app.use(express.static(__dirname));
// ruleid: serves-private-files
app.use('/files', express.static('./'));
// ruleid: serves-private-files
app.use(express.static(path.join(__dirname, '..')));
// ruleid: serves-private-files
app.use(express.static('public', { dotfiles: 'allow' }));
// ok: serves-private-files
app.use(express.static(path.join(__dirname, 'public')));
// ok: serves-private-files
app.use(express.static('dist', { dotfiles: 'ignore', index: false }));
// ok: serves-private-files
app.use(express.static(__dirname + '/public'));

// ruleid: directory-listing
app.use('/files', serveIndex('files', { icons: true }));
// ruleid: directory-listing
app.use('/more', require('serve-index')('more'));
// ruleid: directory-listing
fastify.register(require('@fastify/static'), { root: '/srv/files', list: true });
// ok: directory-listing
app.use('/files', express.static('files'));
// ok: directory-listing
fastify.register(require('@fastify/static'), { root: '/srv/files', list: false });
// ok: directory-listing
report.print({ list: true });

// ruleid: upload-without-limits
const upload = multer({ dest: 'uploads/' });
// ruleid: upload-without-limits
const memory = multer();
// ruleid: upload-without-limits
const stream = busboy({ headers: req.headers });
// ruleid: upload-without-limits
app.use(express.json({ limit: '500mb' }));
// ok: upload-without-limits
const limited = multer({ dest: 'uploads/', limits: { fileSize: 1e6 } });
// ok: upload-without-limits
const known = multer(options);
// ok: upload-without-limits
app.use(express.json({ limit: '1mb' }));
