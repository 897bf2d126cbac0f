import express from 'express';
import helmet from 'helmet';

// ok: security-headers-missing
const app = express();
app.use(helmet());
app.set('view engine', 'pug');
