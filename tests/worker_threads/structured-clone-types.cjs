// Which types a message carries, and what becomes of them.
'use strict';
const assert = require('node:assert');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
const through = (value) => {
  port1.postMessage(value);
  return receiveMessageOnPort(port2).message;
};
for (const value of [
  undefined, null, true, false, 0, -0, 1.5, NaN, -Infinity, '', 'text', '\u{1F600}\ud800', 2n ** 70n, -1n,
  new Date(1e12), /a+/giu, new Map([[1, { a: [1] }]]), new Set(['x', null]), new Number(5), new String('s'), Object(1n), Object(false),
  new Uint8ClampedArray([1, 300]), new Float64Array([0.1, NaN]), new BigUint64Array([5n]), new DataView(new ArrayBuffer(4), 1, 2),
  [1, , 3], [[], {}], { 'key with blank': 1, 5: 'five', nested: { deep: [null, undefined] } },
]) assert.deepStrictEqual(through(value), value);

assert.strictEqual(through(/x/g).lastIndex, 0);
const invalid = through(new Date(NaN));
assert.ok(Number.isNaN(invalid.getTime()));
const twice = { x: 1 };
const pair = through([twice, twice]);
assert.strictEqual(pair[0], pair[1]);

for (const Class of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
  const error = through(new Class('m', { cause: 'because' }));
  assert.ok(error instanceof Class);
  assert.strictEqual(error.message, 'm');
  assert.strictEqual(error.cause, 'because');
  assert.strictEqual(typeof error.stack, 'string');
}
class Custom extends Error { name = 'Custom'; }
assert.strictEqual(Object.getPrototypeOf(through(new Custom('c'))), Error.prototype);
