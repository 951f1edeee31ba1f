// worker.getHeapStatistics() gives a promise of the worker's figures, also while it is busy.
import assert from 'node:assert';
import { once } from 'node:events';
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';

const MB = 1024 * 1024;
const flag = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  globalThis.kept = [new ArrayBuffer(32 * ${MB}), new Array(2 * ${MB}).fill(0.5)];
  parentPort.postMessage('ready');
  while (Atomics.load(workerData, 0) === 0) globalThis.spins = (globalThis.spins | 0) + 1;
`, { eval: true, workerData: flag, resourceLimits: { maxOldGenerationSizeMb: 256 } });
await once(worker, 'message');

const statistics = await worker.getHeapStatistics();
assert.strictEqual(Object.getPrototypeOf(statistics), null);
assert.deepStrictEqual(Object.keys(statistics).sort(), Object.keys(v8.getHeapStatistics()).sort());
assert.strictEqual(statistics.does_zap_garbage, false);
assert(statistics.external_memory > 31 * MB);
assert(statistics.used_heap_size > 7 * MB && statistics.used_heap_size < 64 * MB);
assert(statistics.total_heap_size >= statistics.used_heap_size);
assert(statistics.heap_size_limit >= 256 * MB && statistics.heap_size_limit < 512 * MB);
assert(statistics.total_available_size < statistics.heap_size_limit);
for (const name in statistics) {
  if (name !== 'does_zap_garbage') assert(Number.isSafeInteger(statistics[name]) && statistics[name] >= 0, name);
}

// This thread's heap is another one.
assert(v8.getHeapStatistics().external_memory < 31 * MB);

Atomics.store(flag, 0, 1);
await once(worker, 'exit');
await assert.rejects(worker.getHeapStatistics(), { code: 'ERR_WORKER_NOT_RUNNING', message: 'Worker instance not running' });
