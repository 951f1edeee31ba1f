// heddle-only
// A worker's output appears while the main thread is busy: it goes straight to the descriptor.
import { Worker } from 'node:worker_threads';

// The worker prints, then raises the flag; the main thread never returns to its loop in between.
const flag = new Int32Array(new SharedArrayBuffer(4));
new Worker(`
  const { workerData: flag } = require('worker_threads');
  console.log('printed while main waits');
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
`, { eval: true, workerData: flag });
Atomics.wait(flag, 0, 0);
process.stdout.write('main goes on\n');
