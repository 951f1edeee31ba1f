// on "ready": SIGINT
// exit: SIGINT
// Ctrl-C ends a program with busy workers at once, by the signal itself.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const workers = Array.from({ length: 4 }, () => new Worker('require("worker_threads").parentPort.postMessage(1); for (;;) {}', { eval: true }));
await Promise.all(workers.map((w) => once(w, 'message')));
console.log('ready');
