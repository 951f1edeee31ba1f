// A small object to a forked child and back, one at a time.
import { fork } from 'node:child_process';
import { next, report } from './lib.mjs';

const child = fork(new URL('./fixtures/forked-echo.mjs', import.meta.url));
await next(child);
const LIMIT_MS = 1500;
let count = 0;
const from = performance.now();
await new Promise((resolve) => {
  child.on('message', () => {
    count++;
    if (count % 64 === 0 && performance.now() - from > LIMIT_MS) resolve();
    else child.send({ a: 1 });
  });
  child.send({ a: 1 });
});
report(count / (performance.now() - from) * 1000);
process.exit(0);
