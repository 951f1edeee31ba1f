// Time to start /bin/true and learn its end, one after another.
import { spawn } from 'node:child_process';
import { full, median, report } from './lib.mjs';

const run = () => new Promise((resolve, reject) => {
  spawn('/bin/true', { stdio: 'ignore' }).on('error', reject).on('exit', resolve);
});
for (let i = 0; i < 10; i++) await run();
const times = [];
for (let i = 0; i < (full ? 500 : 100); i++) {
  const start = performance.now();
  await run();
  times.push(performance.now() - start);
}
report(median(times));
