// Objects of about 1 KiB, one way, from a worker to the main thread.
import { report, start } from './lib.mjs';

const COUNT = 40_000;
const worker = start('flood', { workerData: COUNT });
let count = 0;
let from;
await new Promise((resolve) => {
  worker.on('message', () => {
    from ??= performance.now();
    if (++count === COUNT) resolve();
  });
});
report((COUNT - 1) / (performance.now() - from) * 1000);
process.exit(0);
