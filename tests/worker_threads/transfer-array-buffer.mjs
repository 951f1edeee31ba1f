// A transferred ArrayBuffer moves: it is detached here and whole there.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', ({ bytes }) => { bytes[0] += 1; parentPort.postMessage(bytes, [bytes.buffer]); });
`, { eval: true });
const bytes = new Uint8Array([41, 2, 3]);
worker.postMessage({ bytes }, [bytes.buffer]);
assert.strictEqual(bytes.length, 0);
assert.strictEqual(bytes.buffer.byteLength, 0);
assert.strictEqual(bytes.buffer.detached, true);
const [back] = await once(worker, 'message');
assert.deepStrictEqual(back, new Uint8Array([42, 2, 3]));

const other = new ArrayBuffer(8);
assert.throws(() => worker.postMessage(other, [other, other]), { name: 'DataCloneError' });
assert.strictEqual(other.byteLength, 8);
