// A worker can start a worker; each speaks with its own parent.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { Worker, parentPort } = require('node:worker_threads');
  const inner = new Worker("require('worker_threads').parentPort.postMessage(6)", { eval: true });
  inner.once('message', (m) => parentPort.postMessage(m * 7));
`, { eval: true });
assert.deepStrictEqual(await once(worker, 'message'), [42]);
