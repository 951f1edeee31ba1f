// 32 MiB to a worker by transfer, until the worker says it has them.
import { median, next, report, start } from './lib.mjs';

const worker = start('swallow');
worker.postMessage(new ArrayBuffer(8));
await next(worker);
const times = [];
for (let n = 0; n < 7; n++) {
  const buffer = new Uint8Array(32 << 20).fill(n).buffer;
  const from = performance.now();
  worker.postMessage(buffer, [buffer]);
  await next(worker);
  times.push(performance.now() - from);
}
report(median(times));
process.exit(0);
