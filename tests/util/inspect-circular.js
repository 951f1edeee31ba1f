'use strict';
// util.inspect names objects that contain themselves.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
const a = { b: { c: {} } };
a.b.c.a = a;
a.b.c.b = a.b;
const list = [];
list.push(list);
const map = new Map();
map.set(map, map);

assert.strictEqual(inspect(a), '<ref *1> { b: <ref *2> { c: { a: [Circular *1], b: [Circular *2] } } }');
assert.strictEqual(inspect(list), '<ref *1> [ [Circular *1] ]');
assert.strictEqual(inspect(map), '<ref *1> Map(1) { [Circular *1] => [Circular *1] }');
assert.strictEqual(inspect([a, a]), '[ { b: { c: [Object] } }, { b: { c: [Object] } } ]');
assert.strictEqual(inspect(a, { compact: true }), '<ref *1> { b: <ref *2> { c: { a: [Circular *1], b: [Circular *2] } } }');
