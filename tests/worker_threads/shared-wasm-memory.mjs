// threads: a shared WebAssembly.Memory does not go to another process
// A shared WebAssembly.Memory is the same memory in a worker, also after it grows.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
assert.ok(memory.buffer instanceof SharedArrayBuffer);
const worker = new Worker(`
  const { workerData: memory } = require('node:worker_threads');
  Atomics.store(new Int32Array(memory.buffer), 3, 33);
  memory.grow(1);
  new Uint8Array(memory.buffer)[65536] = 5;
`, { eval: true, workerData: memory });
await once(worker, 'exit');
assert.strictEqual(new Int32Array(memory.buffer)[3], 33);
assert.strictEqual(memory.buffer.byteLength, 2 * 65536);
assert.strictEqual(new Uint8Array(memory.buffer)[65536], 5);
