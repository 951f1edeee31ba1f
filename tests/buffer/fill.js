'use strict';
// fill repeats a pattern over the range, in any encoding.
const assert = require('node:assert');

const filled = (...args) => Buffer.from('abcdefgh').fill(...args).toString('latin1');
assert.strictEqual(filled('xyz'), 'xyzxyzxy');
assert.strictEqual(filled('xyz', 2, 7), 'abxyzxyh');
assert.strictEqual(filled('7879', 'hex'), 'xyxyxyxy');
assert.strictEqual(filled('x', 6), 'abcdefxx');
assert.strictEqual(filled(Buffer.from('12')), '12121212');
assert.strictEqual(filled(new Uint16Array([0x4241])), 'ABABABAB');
assert.strictEqual(filled(0x141), 'AAAAAAAA');
assert.strictEqual(filled(''), '\0\0\0\0\0\0\0\0');
assert.strictEqual(filled('é').length, 8);
assert.strictEqual(filled('é', 'latin1'), 'éééééééé');
assert.strictEqual(filled('x', 3, 3), 'abcdefgh');
assert.strictEqual(Buffer.alloc(5, 'ab').toString(), 'ababa');
assert.strictEqual(Buffer.alloc(11, 'aGVsbG8gd29ybGQ=', 'base64').toString(), 'hello world');
assert.strictEqual(Buffer.alloc(100000, 'abc').toString(), 'abc'.repeat(33333) + 'a');
assert.throws(() => filled('zz', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => filled(Buffer.alloc(0)), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => filled('a', 0, 9), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => filled('a', 0, 5, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
