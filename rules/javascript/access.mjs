import express from 'express';
import session from 'express-session';
import { User } from './models.js';

const router = express.Router();
const app = express();

router.use(requireAuth);
// ok: route-without-authorization
router.delete('/users/:id', async (req, res) => {
  await User.deleteOne({ _id: req.params.id });
  res.sendStatus(204);
});

// ok: csrf-unprotected
app.use(session({ secret: process.env.SECRET, cookie: { sameSite: 'lax', secure: true } }));
app.use(limiter);
// ok: login-without-rate-limit
app.post('/login', async (req, res) => {
  res.json(await check(req.body));
});
