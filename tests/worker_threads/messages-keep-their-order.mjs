// Twenty thousand messages arrive in the order in which they were sent, both ways.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const count = 20000;
const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (message) => parentPort.postMessage(message));
`, { eval: true });
let next = 0;
worker.on('message', ({ i }) => {
  assert.strictEqual(i, next++);
  if (next === count) worker.terminate();
});
for (let i = 0; i < count; i++) worker.postMessage({ i, text: `message ${i}` });
await once(worker, 'exit');
assert.strictEqual(next, count);
