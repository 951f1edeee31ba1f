// heddle-only
// What goes between a sandboxed worker and its creator as memory of its own: shared memory, and large messages.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('worker_threads');
  const own = new Int32Array(new SharedArrayBuffer(1 << 20));
  parentPort.postMessage(own);
  parentPort.on('message', (value) => {
    if (value.buffer instanceof SharedArrayBuffer) Atomics.store(value, 0, 2);
    parentPort.postMessage([value, Atomics.load(own, 0)]);
  });
`, { eval: true, isolation: 'process', sandbox: true });
const [theirs] = await once(worker, 'message');
assert.ok(theirs.buffer instanceof SharedArrayBuffer);
Atomics.store(theirs, 0, 3);
const shared = new Int32Array(new SharedArrayBuffer(8));
worker.postMessage(shared);
assert.strictEqual((await once(worker, 'message'))[0][1], 3);
assert.strictEqual(Atomics.load(shared, 0), 2);
const large = new Uint8Array(8 << 20).fill(7);
worker.postMessage(large);
const [[echo]] = await once(worker, 'message');
assert.ok(echo.length === large.length && echo.every((value) => value === 7));
const text = 'x'.repeat(8 << 20);
worker.postMessage(text);
assert.ok((await once(worker, 'message'))[0][0] === text);
await worker.terminate();
