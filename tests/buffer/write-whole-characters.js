'use strict';
// write never puts half a character down, and reports the bytes written.
const assert = require('node:assert');

const buffer = Buffer.alloc(6, '.');
assert.strictEqual(buffer.write('€€€'), 6);
assert.strictEqual(buffer.toString(), '€€');
buffer.fill('.');
assert.strictEqual(buffer.write('a€', 4), 1);
assert.strictEqual(buffer.toString(), '....a.');
assert.strictEqual(buffer.write('xyz', 1, 2), 2);
assert.strictEqual(buffer.toString(), '.xy.a.');
assert.strictEqual(buffer.write('414243', 0, 'hex'), 3);
assert.strictEqual(buffer.write('ab', 3, 3, 'utf16le'), 2);
assert.strictEqual(buffer.toString('latin1'), 'ABCa\0.');
assert.strictEqual(buffer.write('é', 'latin1'), 1);
assert.strictEqual(buffer.write('', 6), 0);
assert.throws(() => buffer.write('a', 7), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', 0, 7), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write(5), { code: 'ERR_INVALID_ARG_TYPE', message: 'argument must be a string' });
assert.throws(() => buffer.write('a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
