'use strict';
// util.inspect shows what a map or set iterator still has, without moving it.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
const iterator = new Set([1, 2, 3]).values();
iterator.next();

assert.strictEqual(inspect(new Map([[1, 2]]).entries()), '[Map Entries] { [ 1, 2 ] }');
assert.strictEqual(inspect(new Map([[1, 2]]).keys()), '[Map Iterator] { 1 }');
assert.strictEqual(inspect(new Map([[1, 2]]).values()), '[Map Iterator] { 2 }');
assert.strictEqual(inspect(new Set([1, 5]).entries()), '[Set Entries] { [ 1, 1 ], [ 5, 5 ] }');
assert.strictEqual(inspect(new Set([1]).values()), '[Set Iterator] { 1 }');
assert.strictEqual(inspect(iterator), '[Set Iterator] { 2, 3 }');
assert.strictEqual(inspect(iterator), '[Set Iterator] { 2, 3 }');
assert.strictEqual(inspect(new Map([[1, 2], [3, 4]]).entries(), { maxArrayLength: 1 }), '[Map Entries] { [ 1, 2 ], ... 1 more item }');
assert.strictEqual(inspect(Object.assign(new Set([1]).values(), { x: 1 })), '[Set Iterator] { 1, x: 1 }');
