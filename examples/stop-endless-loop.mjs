// A worker in an endless loop is stopped; the main thread never noticed the loop.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('require("node:worker_threads").parentPort.postMessage("looping"); for (;;) {}', { eval: true });
console.log((await once(worker, 'message'))[0]);
const started = performance.now();
const code = await worker.terminate();
console.log(`stopped with exit code ${code} after ${(performance.now() - started).toFixed(1)} ms`);
