// terminate() stops for (;;) {} and resolves to exit code 1.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('require("worker_threads").parentPort.postMessage("looping"); for (;;) {}', { eval: true });
await once(worker, 'message');
const exit = once(worker, 'exit');
assert.strictEqual(await worker.terminate(), 1);
assert.deepStrictEqual(await exit, [1]);
