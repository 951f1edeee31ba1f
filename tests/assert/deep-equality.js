'use strict';
// Which values are deeply equal: loosely, strictly, and in part (actual has all of expected).
const assert = require('node:assert');
const util = require('node:util');

class A { constructor() { this.x = 1; } }
class B { constructor() { this.x = 1; } }
const symbol = Symbol('s');
const error = (message, fields) => Object.assign(new Error(message), fields);
const cycle1 = {}; cycle1.x = cycle1;
const cycle2 = {}; cycle2.x = cycle2;
const long = { x: {} }; long.x.x = long;
const hidden = Object.defineProperty({}, 'a', { value: 1, enumerable: false });

// [actual, expected, loose, strict, partial]
const cases = [
  [1, 1, true, true, true],
  [1, '1', true, false, false],
  [NaN, NaN, true, true, true],
  [0, -0, true, false, false],
  [null, undefined, true, false, false],
  [1n, 1, true, false, false],
  [{ a: 1 }, { a: 1 }, true, true, true],
  [{ a: 1 }, { a: '1' }, true, false, false],
  [{ a: 1, b: 2 }, { a: 1 }, false, false, true],
  [{ a: 1 }, { a: 1, b: 2 }, false, false, false],
  [{ a: undefined }, {}, false, false, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true, true, true],
  [new A(), new B(), true, false, true],
  [new A(), { x: 1 }, true, false, true],
  [Object.create(null), {}, true, false, true],
  [[], {}, false, false, false],
  [[1, 2], [2, 1], false, false, false],
  [[1, 2, 3], [1, 3], false, false, true],
  [[1, 2, 3], [3, 1], false, false, false],
  [[, 1], [undefined, 1], false, false, false],
  [Object.assign([1], { x: 1 }), [1], false, false, true],
  [new Date(0), new Date(0), true, true, true],
  [new Date(0), new Date(1), false, false, false],
  [new Date(NaN), new Date(NaN), true, true, true],
  [/a/g, /a/g, true, true, true],
  [/a/g, /a/i, false, false, false],
  [Object.assign(/a/g, { lastIndex: 3 }), /a/g, false, false, false],
  [error('a'), error('a'), true, true, true],
  [error('a'), error('b'), false, false, false],
  [error('a'), new TypeError('a'), false, false, false],
  [new Error('a', { cause: 1 }), new Error('a', { cause: 2 }), false, false, false],
  [new Error('a', { cause: 1 }), new Error('a'), false, false, true],
  [new AggregateError([1], 'a'), new AggregateError([2], 'a'), false, false, false],
  [new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1]), true, true, true],
  [new Set([1]), new Set(['1']), true, false, false],
  [new Set([1, 2]), new Set([1]), false, false, true],
  [new Set([[1], [1]]), new Set([[1], [2]]), false, false, false],
  [new Map([[1, 2], [3, 4]]), new Map([[3, 4], [1, 2]]), true, true, true],
  [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]]), true, true, true],
  [new Map([[1, 2]]), new Map([['1', 2]]), true, false, false],
  [new Map([[1, 2], [3, 4]]), new Map([[1, 2]]), false, false, true],
  [new Map([[{}, 1], [{}, 2]]), new Map([[{}, 2], [{}, 1]]), true, true, true],
  [new Map(), new Set(), false, false, false],
  [Object(1), Object(1), true, true, true],
  [Object(1), 1, false, false, false],
  [Object(symbol), Object(symbol), true, true, true],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2]), true, true, true],
  [new Uint8Array([1, 2, 3]), new Uint8Array([2, 3]), false, false, true],
  [new Uint8Array([1]), new Int8Array([1]), false, false, false],
  [new Float32Array([0]), new Float32Array([-0]), true, false, false],
  [Buffer.from('a'), new Uint8Array([97]), true, false, true],
  [new ArrayBuffer(2), new ArrayBuffer(2), true, true, true],
  [new Uint8Array([1]).buffer, new Uint8Array([2]).buffer, false, false, false],
  [{ [symbol]: 1 }, { [symbol]: 1 }, true, true, true],
  [{ [symbol]: 1 }, { [symbol]: 2 }, true, false, false],
  [{ [symbol]: 1 }, {}, true, false, true],
  [hidden, {}, true, true, true],
  [hidden, { a: 1 }, false, false, false],
  [() => {}, () => {}, false, false, false],
  [Promise.resolve(1), Promise.resolve(1), false, false, false],
  [new WeakSet(), new WeakSet(), false, false, false],
  [cycle1, cycle2, true, true, true],
  [cycle1, long, false, false, false],
  [new Proxy({ a: 1 }, {}), { a: 1 }, true, true, true],
  [new Proxy(new Map(), {}), new Map(), false, false, false],
  [new URL('http://a/'), new URL('http://b/'), false, false, false],
  [(function() { return arguments; })(1), [1], false, false, false],
  [{ a: { b: { c: 1, d: 2 }, e: 3 } }, { a: { b: { c: 1 } } }, false, false, true],
  [{ m: new Map([['k', { a: 1, b: 2 }]]) }, { m: new Map([['k', { b: 2 }]]) }, false, false, true],
];

const holds = (fn) => {
  try {
    fn();
    return true;
  } catch (thrown) {
    if (thrown.code !== 'ERR_ASSERTION') throw thrown;
    return false;
  }
};
cases.forEach(([actual, expected, loose, strict, partial], i) => {
  const found = [
    holds(() => assert.deepEqual(actual, expected)),
    holds(() => assert.deepStrictEqual(actual, expected)),
    holds(() => assert.partialDeepStrictEqual(actual, expected)),
  ];
  assert.strictEqual(`case ${i}: ${found}`, `case ${i}: ${[loose, strict, partial]}`);
  assert.strictEqual(util.isDeepStrictEqual(actual, expected), strict);
  assert.strictEqual(holds(() => assert.notDeepStrictEqual(actual, expected)), !strict);
});
