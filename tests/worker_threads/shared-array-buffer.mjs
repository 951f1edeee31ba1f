// A SharedArrayBuffer is the same memory on both sides, without copying.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const shared = new SharedArrayBuffer(4096 * 3 + 5);
const bytes = new Uint8Array(shared);
bytes[0] = 1;
bytes[bytes.length - 1] = 9;
const workers = [0, 1, 2, 3].map((n) => new Worker(`
  const { workerData: { view, n } } = require('node:worker_threads');
  for (let i = 0; i < 10000; i++) Atomics.add(view, 1, 1);
  view[10 + n] = n;
`, { eval: true, workerData: { view: new Int32Array(shared, 0, 1000), n } }));
await Promise.all(workers.map((w) => once(w, 'exit')));
const words = new Int32Array(shared, 0, 1000);
assert.strictEqual(words[1], 40000);
assert.deepStrictEqual([...words.slice(10, 14)], [0, 1, 2, 3]);
assert.strictEqual(bytes[bytes.length - 1], 9);
