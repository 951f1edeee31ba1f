'use strict';
// With serialization 'json', the default, the other process sees what JSON.parse(JSON.stringify(message)) gives, however
// the message travels.
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
  return;
}

class Plain { constructor() { this.a = 1; } get hidden() { return 2; } }
class Own { toJSON() { return 'own'; } }
class Inherits extends Own {}
const shared = { s: 1 };
const deep = {};
for (let i = 0, at = deep; i < 200; i++) at = at.d = {};
const sparse = [1, , 3];
const named = Object.assign([1, 2], { name: 'lost' });
const hiddenToJson = Object.defineProperty({ a: 1 }, 'toJSON', { value: () => 'hidden' });
const arrayToJson = Object.assign([1], { toJSON: () => 'array' });
const nullProto = Object.assign(Object.create(null), { a: 1 });
const protoKey = JSON.parse('{"__proto__": 1, "a": 2}');

const messages = [
  'text', '', '\u2603', '\ud800 lone', 0, -0, 1.5, NaN, Infinity, -Infinity, true, false, [], {}, null,
  { a: 1 }, { u: undefined, n: null, f() {}, [Symbol('s')]: 1 }, [undefined, () => {}, Symbol('s'), NaN, -0, null],
  { n: NaN, i: -Infinity, z: -0, d: 0.1 + 0.2, big: 2 ** 53 }, new Plain(), [new Own(), new Inherits()], new Own(),
  new Date(5), { d: new Date(NaN) }, /x/, new Map([[1, 2]]), new Set([1]), new Error('lost'), Buffer.from('ab'),
  new Uint8Array([1, 2]), new ArrayBuffer(4), [shared, shared, { shared }], deep, sparse, named, hiddenToJson, arrayToJson,
  nullProto, protoKey, { 2: 'two', 1: 'one', b: 'b', a: 'a' }, { get x() { return 'from a getter'; } },
  Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, not: { value: 3 } }), Object(1), Object('s'),
  { 'with space': 1, '\u2603': 2, '': 3 }, 'x'.repeat(100_000), '\u2603'.repeat(100_000), ['y'.repeat(2 ** 20), { after: 1 }],
  { cmd: 'NOT_NODE' }, Array.from({ length: 5000 }, (_, i) => ({ i, text: `item ${i}` })),
  new Proxy({ a: 1 }, {}), { toJSON: 1, a: 2 }, 'a rope' + Math.random() + 'x'.repeat(50),
];
const expected = messages.map((message) => JSON.parse(JSON.stringify(message)));

const child = fork(__filename, ['child']);
const got = [];
child.on('message', (message) => {
  got.push(message);
  if (got.length < messages.length) return;
  for (let i = 0; i < messages.length; i++) assert.deepStrictEqual(got[i], expected[i], `message ${i}`);
  assert.strictEqual(Object.keys(got[messages.indexOf(protoKey)])[0], '__proto__');
  patched();
});
for (const message of messages) child.send(message);

// What JSON refuses, send() refuses.
const cycle = {};
cycle.self = cycle;
assert.throws(() => child.send(cycle), { name: 'TypeError' });
assert.throws(() => child.send({ n: 1n }), { name: 'TypeError' });
assert.throws(() => child.send({ toJSON() { throw new RangeError('mine'); } }), { name: 'RangeError', message: 'mine' });
assert.throws(() => child.send(undefined), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => child.send(Symbol('s')), { code: 'ERR_INVALID_ARG_TYPE' });

// A toJSON that the program gives to all objects, or to all arrays.
function patched() {
  child.removeAllListeners('message');
  Array.prototype.toJSON = function toJSON() { return 'every array'; };
  child.send({ list: [1] });
  delete Array.prototype.toJSON;
  Object.prototype.toJSON = function toJSON() { return 'every object'; };
  child.send({ list: [1] });
  delete Object.prototype.toJSON;
  child.send({ list: [1] });
  const seen = [];
  child.on('message', (message) => {
    seen.push(message);
    if (seen.length < 3) return;
    assert.deepStrictEqual(seen, [{ list: 'every array' }, 'every object', { list: [1] }]);
    child.disconnect();
  });
}
child.on('exit', (code) => assert.strictEqual(code, 0));
process.on('exit', () => assert.strictEqual(got.length, messages.length));
