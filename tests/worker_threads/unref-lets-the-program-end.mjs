// An unref'd worker does not keep the program alive, whatever it does.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('require("worker_threads").parentPort.postMessage(1); for (;;) {}', { eval: true });
await once(worker, 'message');
assert.strictEqual(worker.unref(), undefined);
