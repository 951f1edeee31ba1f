// heddle-only
// A message, or `workerData`, may have 253 shared buffers; one more is a DataCloneError, and nothing of the message goes.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const MOST = 253;
const buffers = (count) => Array.from({ length: count }, (_, i) => new Int32Array(new SharedArrayBuffer(8)).fill(i));
const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  const sum = (arrays) => arrays.reduce((sum, array) => sum + array[0] + array[1]++, 0);
  parentPort.postMessage(sum(workerData));
  parentPort.once('message', (message) => parentPort.postMessage(sum(message)));
`, { eval: true, isolation: 'process', workerData: buffers(MOST) });
const [first] = await once(worker, 'message');
assert.strictEqual(first, MOST * (MOST - 1));
assert.throws(() => worker.postMessage(buffers(MOST + 1)), { name: 'DataCloneError' });
const sent = buffers(MOST);
worker.postMessage(sent);
const [second] = await once(worker, 'message');
assert.strictEqual(second, MOST * (MOST - 1));
assert.deepStrictEqual(sent.map((array) => array[1]), sent.map((_, i) => i + 1));
