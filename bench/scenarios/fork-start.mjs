// fork to the first message of the child, one after another.
import { fork } from 'node:child_process';
import { full, median, next, report } from './lib.mjs';

const module = new URL('./fixtures/forked-echo.mjs', import.meta.url);
const times = [];
for (let i = 0; i < (full ? 50 : 15); i++) {
  const start = performance.now();
  const child = fork(module);
  await next(child);
  times.push(performance.now() - start);
  child.disconnect();
  await next(child, 'exit');
}
report(median(times));
