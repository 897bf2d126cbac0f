const util = require('util');
const express = require('express');

// ruleid: security-headers-missing
const app = express();
app.set('view engine', 'ejs');

app.use((err, req, res, next) => {
  // ruleid: error-details-to-client
  res.send('<pre>' + util.inspect(err) + '</pre>');
});
app.use((err, req, res, next) => {
  if (config.debug) {
    // ok: error-details-to-client
    return res.send(err.stack);
  }
  // ok: error-details-to-client
  res.send(util.inspect(req.query));
});
