// What a handler of 'uncaughtException' throws is the worker's error; its exit code is 1.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  process.on('uncaughtException', () => { throw new Error('second'); });
  process.on('exit', () => require('node:worker_threads').parentPort.postMessage('exit event'));
  setImmediate(() => { throw new Error('first'); });
`, { eval: true });
const seen = [];
worker.on('message', (message) => seen.push(message));
worker.on('error', (error) => seen.push(error.message));
worker.on('exit', (code) => {
  seen.push(code);
  assert.deepStrictEqual(seen, ['second', 1]);
});
