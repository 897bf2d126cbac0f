import { exec as run } from 'node:child_process';

export function list(folder, done) {
  // ruleid: command-built-from-text
  run(`ls ${folder}`, done);
  // ok: command-built-from-text
  run('ls -l', done);
}
