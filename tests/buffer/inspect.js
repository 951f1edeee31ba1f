'use strict';
// Buffers print as hexadecimal, cut at INSPECT_MAX_BYTES, with their own properties.
const assert = require('node:assert');
const { inspect } = require('node:util');
const buffer = require('node:buffer');

const own = Buffer.from('abc');
own.name = 'x';
assert.strictEqual(inspect(own), "<Buffer 61 62 63, name: 'x'>");
assert.strictEqual(inspect(Buffer.alloc(52)), `<Buffer ${Array(50).fill('00').join(' ')} ... 2 more bytes>`);
assert.strictEqual(inspect(Buffer.alloc(0)), '<Buffer >');
assert.strictEqual(inspect([Buffer.from('a')]), '[ <Buffer 61> ]');
buffer.INSPECT_MAX_BYTES = 1;
assert.strictEqual(inspect(Buffer.from('ab')), '<Buffer 61 ... 1 more byte>');
assert.throws(() => { buffer.INSPECT_MAX_BYTES = 'a'; }, { code: 'ERR_INVALID_ARG_TYPE' });
assert.deepStrictEqual(JSON.parse(JSON.stringify(Buffer.from('hi'))), { type: 'Buffer', data: [104, 105] });
assert.deepStrictEqual([...Buffer.from('ab').entries()], [[0, 97], [1, 98]]);
