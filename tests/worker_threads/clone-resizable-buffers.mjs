// Buffers that can be resized and all kinds of views arrive as such.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', ({ resizable, tracking, views }) => {
    resizable.resize(16);
    parentPort.postMessage({
      resizable: [resizable.resizable, resizable.maxByteLength, resizable.byteLength],
      tracking: [tracking.length, tracking.buffer === resizable],
      views: views.map((view) => [view.constructor.name, view.byteOffset, view.byteLength]),
    });
  });
`, { eval: true });
const resizable = new ArrayBuffer(8, { maxByteLength: 32 });
const types = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float16Array, Float32Array,
  Float64Array, BigInt64Array, BigUint64Array,
];
const views = types.map((Type) => new Type(new ArrayBuffer(64), 8, 2));
views.push(new DataView(new ArrayBuffer(64), 3, 5), Buffer.from('text'));
worker.postMessage({ resizable, tracking: new Uint8Array(resizable), views });
const [answer] = await once(worker, 'message');
assert.deepStrictEqual(answer.resizable, [true, 32, 16]);
assert.deepStrictEqual(answer.tracking, [16, true]);
assert.deepStrictEqual(answer.views.slice(0, 13), views.slice(0, 13).map((view) =>
  [view.constructor.name, view.byteOffset, view.byteLength]));
const [name, , length] = answer.views[13];
assert.deepStrictEqual([name, length], ['Uint8Array', 4]);
assert.strictEqual(resizable.byteLength, 8);
