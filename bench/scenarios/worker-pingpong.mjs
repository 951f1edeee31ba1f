// A number to a worker and back, one at a time.
import { next, report, start } from './lib.mjs';

const worker = start('echo');
worker.postMessage(0);
await next(worker);
const LIMIT_MS = 1500;
let count = 0;
const from = performance.now();
await new Promise((resolve) => {
  worker.on('message', (n) => {
    count++;
    if (n % 64 === 0 && performance.now() - from > LIMIT_MS) resolve();
    else worker.postMessage(n + 1);
  });
  worker.postMessage(1);
});
report(count / (performance.now() - from) * 1000);
process.exit(0);
