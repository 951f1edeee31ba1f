'use strict';
// util.inspect of maps, sets, weak collections and their iterators.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
class M extends Map {}
class S extends Set {}

assert.strictEqual(inspect(new Map([[1, { a: 1 }], ['k', [1, 2]]])), `Map(2) { 1 => { a: 1 }, 'k' => [ 1, 2 ] }`);
assert.strictEqual(inspect(new Set([1, 'a', { b: 1 }])), `Set(3) { 1, 'a', { b: 1 } }`);
assert.strictEqual(inspect(new Map()), 'Map(0) {}');
assert.strictEqual(inspect(new Set()), 'Set(0) {}');
assert.strictEqual(inspect(new M([[1, 2]])), 'M(1) [Map] { 1 => 2 }');
assert.strictEqual(inspect(new S([1])), 'S(1) [Set] { 1 }');
assert.strictEqual(inspect(Object.assign(new Map([[1, 2]]), { x: 1 })), 'Map(1) { 1 => 2, x: 1 }');
assert.strictEqual(inspect(new Set([1, 2, 3, 4, 5]), { maxArrayLength: 2 }), 'Set(5) { 1, 2, ... 3 more items }');
assert.strictEqual(inspect(new Map([[1, 2], [3, 4]]), { maxArrayLength: 1 }), 'Map(2) { 1 => 2, ... 1 more item }');
assert.strictEqual(inspect(new WeakMap()), 'WeakMap { <items unknown> }');
assert.strictEqual(inspect(new WeakSet()), 'WeakSet { <items unknown> }');
assert.strictEqual(inspect(new Map([['a', new Map([['b', new Map([['c', new Map()]])]])]])), `Map(1) { 'a' => Map(1) { 'b' => Map(1) { 'c' => Map(0) {} } } }`);
assert.strictEqual(inspect([][Symbol.iterator]()), 'Object [Array Iterator] {}');
assert.strictEqual(inspect(''[Symbol.iterator]()), 'Object [String Iterator] {}');
