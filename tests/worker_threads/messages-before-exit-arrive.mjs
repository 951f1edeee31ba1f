// Messages that a worker posts right before it exits arrive, in order, before the exit.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  for (let i = 0; i < 1000; i++) parentPort.postMessage(i);
  process.exit(5);
`, { eval: true });
let next = 0;
worker.on('message', (value) => assert.strictEqual(value, next++));
worker.on('exit', (code) => {
  assert.strictEqual(code, 5);
  assert.strictEqual(next, 1000);
});
