// The name option is the worker's threadName on both sides.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker, threadName } from 'node:worker_threads';

assert.strictEqual(threadName, '');
const worker = new Worker('const w = require("worker_threads"); w.parentPort.postMessage(w.threadName)', {
  eval: true, name: 'weaver',
});
assert.strictEqual(worker.threadName, 'weaver');
assert.deepStrictEqual(await once(worker, 'message'), ['weaver']);
assert.throws(() => new Worker('', { eval: true, name: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
