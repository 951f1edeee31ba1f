// exit: 9
// process.exit() does not wait for workers, whatever they do.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const loops = ['for (;;) {}', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', 'setInterval(() => {}, 1)',
  'for (;;) { try { JSON.parse("[".repeat(1e4)) } catch {} }'];
await Promise.all(loops.map((loop) => once(new Worker(`require('worker_threads').parentPort.postMessage(1); ${loop}`, { eval: true }), 'message')));
for (let i = 0; i < 4; i++) new Worker('for (;;) {}', { eval: true });
process.exit(9);
