// process.exit() deep in a worker's program runs nothing of it any more but its exit listeners.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  process.on('exit', (code) => parentPort.postMessage('exit ' + code));
  process.nextTick(() => parentPort.postMessage('tick'));
  Promise.resolve().then(() => parentPort.postMessage('microtask'));
  setImmediate(() => parentPort.postMessage('immediate'));
  function leave() {
    try {
      [1, 2].forEach(() => process.exit(7));
    } catch {
      parentPort.postMessage('caught');
    } finally {
      parentPort.postMessage('finally');
    }
  }
  leave();
  parentPort.postMessage('after');
`, { eval: true });
const seen = [];
worker.on('message', (message) => seen.push(message));
assert.deepStrictEqual(await once(worker, 'exit'), [7]);
assert.deepStrictEqual(seen, ['exit 7']);
