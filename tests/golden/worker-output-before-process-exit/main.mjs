// heddle-only
// What a worker printed is not lost when the main thread leaves at once.
import { Worker } from 'node:worker_threads';

const flag = new Int32Array(new SharedArrayBuffer(4));
new Worker(`
  const { workerData: flag } = require('worker_threads');
  for (let i = 0; i < 3; i++) console.log('line', i);
  process.stdout.write('no newline at the end');
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
  for (;;) {}
`, { eval: true, workerData: flag });
Atomics.wait(flag, 0, 0);
process.exit(5);
