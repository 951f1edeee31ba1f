// A worker that was unref'd and ref'd again is waited for.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker('setTimeout(() => {}, 20)', { eval: true });
worker.unref();
worker.ref();
let exited = false;
worker.on('exit', () => { exited = true; });
process.on('exit', () => assert.ok(exited));
