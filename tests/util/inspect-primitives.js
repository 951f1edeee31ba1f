'use strict';
// util.inspect of primitives: quotes, escapes, negative zero.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;

assert.strictEqual(inspect('a'), `'a'`);
assert.strictEqual(inspect("it's"), `"it's"`);
assert.strictEqual(inspect('a"b\'c'), `\`a"b'c\``);
assert.strictEqual(inspect('`"\''), `'\`"\\''`);
assert.strictEqual(inspect('\n\t\u0001\x7f'), `'\\n\\t\\x01\\x7F'`);
assert.strictEqual(inspect('\ud800'), `'\\ud800'`);
assert.strictEqual(inspect(-0), '-0');
assert.strictEqual(inspect(0), '0');
assert.strictEqual(inspect(1.5), '1.5');
assert.strictEqual(inspect(NaN), 'NaN');
assert.strictEqual(inspect(-Infinity), '-Infinity');
assert.strictEqual(inspect(1n), '1n');
assert.strictEqual(inspect(true), 'true');
assert.strictEqual(inspect(null), 'null');
assert.strictEqual(inspect(undefined), 'undefined');
assert.strictEqual(inspect(Symbol()), 'Symbol()');
assert.strictEqual(inspect(Symbol('x')), 'Symbol(x)');
assert.strictEqual(inspect(Symbol.iterator), 'Symbol(Symbol.iterator)');
assert.strictEqual(inspect('x'.repeat(20)), `'xxxxxxxxxxxxxxxxxxxx'`);
