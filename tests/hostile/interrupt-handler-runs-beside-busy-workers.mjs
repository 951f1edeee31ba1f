// on "ready": SIGINT
// exit: 7
// A SIGINT handler of the main thread runs while workers are busy, and may leave.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const workers = Array.from({ length: 4 }, () => new Worker('require("worker_threads").parentPort.postMessage(1); for (;;) {}', { eval: true }));
await Promise.all(workers.map((w) => once(w, 'message')));
process.on('SIGINT', () => process.exit(7));
console.log('ready');
