'use strict';
// With serialization 'advanced' values keep what a structured clone keeps, and Buffers stay Buffers.
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
  return;
}

const shared = { s: 1 };
const cycle = { name: 'cycle' };
cycle.self = cycle;
class Plain { constructor() { this.a = 1; } }
const messages = [
  { a: 1 }, [undefined, -0, NaN, Infinity, null, 'text', '\u2603', '\ud800'], { u: undefined, z: -0 }, [shared, shared], cycle,
  new Map([[1, { two: 2 }]]), new Set(['x']), [10n ** 30n], { n: -1n }, new Date(5), /x/gi, [1, , 3], Buffer.from('abc'),
  { b: Buffer.from('abc').subarray(1), u: new Uint16Array([1, 2]) }, 'x'.repeat(100_000), Buffer.alloc(300_000, 7),
  ['\u2603'.repeat(70_000), 'after'], { deep: [[[[{ x: [] }]]]] }, 'plain text', 5, true,
  Array.from({ length: 5000 }, (_, i) => ({ i, text: `item ${i}` })),
];
const child = fork(__filename, ['child'], { serialization: 'advanced' });
const got = [];
child.on('message', (message) => {
  got.push(message);
  if (got.length < messages.length) return;
  for (let i = 0; i < messages.length; i++) assert.deepStrictEqual(got[i], messages[i], `message ${i}`);
  assert.strictEqual(got[3][0], got[3][1]);
  assert.strictEqual(got[4].self, got[4]);
  assert.ok(Buffer.isBuffer(got[12]) && Buffer.isBuffer(got[13].b) && Buffer.isBuffer(got[15]));
  child.disconnect();
});
for (const message of messages) child.send(message);
assert.throws(() => child.send(() => {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => child.send({ f() {} }), { name: /Error/ });
// Memory that the other process could not share with this one is no message, rather than a copy.
assert.throws(() => child.send({ m: new SharedArrayBuffer(8) }), /SharedArrayBuffer.* could not be cloned/);
child.send(new Plain());
messages.push({ a: 1 });
process.on('exit', () => assert.strictEqual(got.length, messages.length));
