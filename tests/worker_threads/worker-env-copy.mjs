// By default a worker has its own copy of process.env.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

process.env.FROM_PARENT = 'one';
const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const seen = process.env.FROM_PARENT;
  process.env.FROM_PARENT = 'changed';
  process.env.FROM_WORKER = 5;
  parentPort.postMessage([seen, process.env.FROM_WORKER]);
`, { eval: true });
assert.deepStrictEqual(await once(worker, 'message'), [['one', '5']]);
assert.strictEqual(process.env.FROM_PARENT, 'one');
assert.strictEqual(process.env.FROM_WORKER, undefined);
