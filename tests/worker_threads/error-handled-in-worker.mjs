// uncaughtException in the worker keeps the worker alive and the error inside.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  process.on('uncaughtException', (error, origin) => parentPort.postMessage([error.message, origin]));
  setImmediate(() => { throw new Error('inside'); });
`, { eval: true });
worker.on('error', assert.fail);
const exit = once(worker, 'exit');
assert.deepStrictEqual(await once(worker, 'message'), [['inside', 'uncaughtException']]);
assert.deepStrictEqual(await exit, [0]);
