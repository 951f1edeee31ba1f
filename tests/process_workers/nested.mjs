// heddle-only
// A process worker has workers of its own, threads and processes; they go when it does.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

for (const isolation of ['thread', 'process']) {
  const worker = new Worker(`
    const { parentPort, Worker } = require('node:worker_threads');
    const child = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (n) => parentPort.postMessage([n + 1, process.pid]))",
      { eval: true, isolation: ${JSON.stringify(isolation)} });
    parentPort.on('message', (n) => child.postMessage(n));
    child.on('message', (value) => parentPort.postMessage([...value, process.pid]));
  `, { eval: true, isolation: 'process' });
  worker.postMessage(1);
  const [[number, inner, outer]] = await once(worker, 'message');
  assert.strictEqual(number, 2);
  assert.strictEqual(inner === outer, isolation === 'thread');
  assert.notStrictEqual(outer, process.pid);
  assert.strictEqual(await worker.terminate(), 1);
}
