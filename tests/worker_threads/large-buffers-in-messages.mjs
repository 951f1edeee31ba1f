// env: JS_GC_ZEAL=14,3000
// Large ArrayBuffers in messages are copies of their own, wherever they stand, and keep who shares them with whom.
import assert from 'node:assert';
import { Worker, MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const send = (value, transfer) => {
  port1.postMessage(value, transfer);
  return receiveMessageOnPort(port2).message;
};
const filled = (length, first) => new Uint8Array(length).map((_, n) => (n + first) % 251);
const same = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;

// By itself, and changed afterwards on either side.
const bytes = filled(1 << 20, 3);
const copy = send(bytes.buffer);
assert.ok(copy instanceof ArrayBuffer);
assert.ok(same(copy, bytes.buffer));
new Uint8Array(copy)[0] = 99;
assert.strictEqual(bytes[0], 3);
bytes[1] = 77;
assert.strictEqual(new Uint8Array(copy)[1], 4);

// Sizes around what is copied in other ways.
for (const length of [0, 1, 95, 96, 97, 4095, 4096, 4097, 65535, 65536, 100_000]) {
  const sent = filled(length, length);
  const got = send({ before: 1, sent, after: [2] });
  assert.ok(got.sent instanceof Uint8Array);
  assert.deepStrictEqual([got.before, got.after, got.sent.length], [1, [2], length]);
  assert.ok(same(got.sent, sent));
}

// Views of one buffer share it on the other side too, objects seen twice are the same object, cycles hold.
const buffer = filled(20_000, 5).buffer;
const shared = { buffer, low: new Uint8Array(buffer, 0, 10), high: new Float64Array(buffer, 8000, 5), view: new DataView(buffer, 4, 100) };
shared.self = shared;
shared.list = [shared.low, buffer, new Map([['b', buffer]]), new Error('e', { cause: buffer })];
const arrived = send(shared);
assert.strictEqual(arrived.self, arrived);
for (const view of [arrived.low, arrived.high, arrived.view]) assert.strictEqual(view.buffer, arrived.buffer);
assert.deepStrictEqual([arrived.low.byteLength, arrived.high.byteOffset, arrived.high.length, arrived.view.byteOffset], [10, 8000, 5, 4]);
assert.strictEqual(arrived.list[0], arrived.low);
assert.strictEqual(arrived.list[1], arrived.buffer);
assert.strictEqual(arrived.list[2].get('b'), arrived.buffer);
assert.strictEqual(arrived.list[3].cause, arrived.buffer);
assert.ok(same(arrived.buffer, buffer));
assert.notStrictEqual(arrived.buffer, buffer);

// Resizable ones stay resizable.
const resizable = new ArrayBuffer(10_000, { maxByteLength: 20_000 });
new Uint8Array(resizable).fill(9);
const again = send([resizable])[0];
assert.deepStrictEqual([again.resizable, again.byteLength, again.maxByteLength, new Uint8Array(again)[9999]], [true, 10_000, 20_000, 9]);

// One is transferred while another is copied; what arrived can go on.
const moved = filled(50_000, 1);
const kept = filled(50_000, 2);
const both = send({ moved, kept }, [moved.buffer]);
assert.deepStrictEqual([moved.length, kept.length], [0, 50_000]);
assert.ok(same(both.kept, kept));
assert.ok(same(both.moved, filled(50_000, 1)));
const onwards = send(both.kept.buffer, [both.kept.buffer]);
assert.strictEqual(both.kept.buffer.byteLength, 0);
assert.ok(same(onwards, kept));
assert.strictEqual(onwards.resizable, false);

// A value that cannot be cloned after a large buffer: nothing is sent, nothing lost.
assert.throws(() => port1.postMessage({ kept, bad() {} }), { name: 'DataCloneError' });
assert.strictEqual(receiveMessageOnPort(port2), undefined);
assert.strictEqual(kept.length, 50_000);
port1.close();

// To a worker and back, many at once.
const worker = new Worker("const { parentPort: p } = require('node:worker_threads'); p.on('message', (m) => p.postMessage(m))", { eval: true });
for (let n = 0; n < 50; n++) worker.postMessage({ n, data: filled(30_000 + n, n) });
let next = 0;
await new Promise((resolve) => worker.on('message', ({ n, data }) => {
  assert.strictEqual(n, next++);
  assert.ok(same(data, filled(30_000 + n, n)));
  if (next === 50) resolve();
}));
await worker.terminate();
