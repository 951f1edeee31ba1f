// 1 MiB of text to a forked child and back, one at a time.
import { fork } from 'node:child_process';
import { median, next, report } from './lib.mjs';

const child = fork(new URL('./fixtures/forked-echo.mjs', import.meta.url));
await next(child);
const text = 'x'.repeat(2 ** 20);
const times = [];
for (let i = 0; i < 50; i++) {
  const start = performance.now();
  child.send(text);
  await next(child);
  times.push(performance.now() - start);
}
report(median(times));
process.exit(0);
