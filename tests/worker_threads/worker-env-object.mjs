// The env option replaces the worker's environment.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker("require('worker_threads').parentPort.postMessage({ ...process.env })", {
  eval: true, env: { ONLY: 'this', NUMBER: 5 },
});
assert.deepStrictEqual(await once(worker, 'message'), [{ ONLY: 'this', NUMBER: '5' }]);
assert.throws(() => new Worker('', { eval: true, env: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
