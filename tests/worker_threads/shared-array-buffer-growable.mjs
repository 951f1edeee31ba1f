// threads: a growable SharedArrayBuffer does not go to another process
// A growable SharedArrayBuffer grown in a worker is longer here.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const shared = new SharedArrayBuffer(4, { maxByteLength: 1 << 16 });
const worker = new Worker(`
  const { workerData } = require('node:worker_threads');
  workerData.grow(60000);
  new Uint8Array(workerData)[59999] = 7;
`, { eval: true, workerData: shared });
await once(worker, 'exit');
assert.strictEqual(shared.byteLength, 60000);
assert.strictEqual(new Uint8Array(shared)[59999], 7);
