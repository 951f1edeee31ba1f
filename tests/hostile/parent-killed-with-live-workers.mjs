// on "ready": SIGKILL
// exit: SIGKILL
// A killed program leaves nothing running, whatever its workers do.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const loops = ['for (;;) {}', 'setInterval(() => {}, 1000)', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'];
await Promise.all(loops.map((loop) => once(new Worker(`require('worker_threads').parentPort.postMessage(1); ${loop}`, { eval: true }), 'message')));
console.log('ready');
