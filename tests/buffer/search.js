'use strict';
// indexOf, lastIndexOf, includes with all kinds of needles, offsets and encodings.
const assert = require('node:assert');

const buffer = Buffer.from('this is a buffer this');
assert.strictEqual(buffer.indexOf('this'), 0);
assert.strictEqual(buffer.indexOf('this', 1), 17);
assert.strictEqual(buffer.indexOf('this', -4), 17);
assert.strictEqual(buffer.indexOf('this', -3), -1);
assert.strictEqual(buffer.lastIndexOf('this'), 17);
assert.strictEqual(buffer.lastIndexOf('this', 16), 0);
assert.strictEqual(buffer.lastIndexOf('is', -4), 5);
assert.strictEqual(buffer.indexOf(Buffer.from('buffer')), 10);
assert.strictEqual(buffer.indexOf(105), 2);
assert.strictEqual(buffer.indexOf(105 + 256), 2);
assert.strictEqual(buffer.lastIndexOf(105, -3), 5);
assert.strictEqual(buffer.indexOf('7468', 1, 'hex'), 17);
assert.strictEqual(buffer.indexOf('', 5), 5);
assert.strictEqual(buffer.indexOf('', 50), 21);
assert.strictEqual(buffer.indexOf(Buffer.alloc(0), -50), 0);
assert(buffer.includes('buffer') && !buffer.includes('Buffer'));

const wide = Buffer.from('abcabc', 'utf16le');
assert.strictEqual(wide.indexOf('b', 'utf16le'), 2);
assert.strictEqual(wide.indexOf('b', 3, 'utf16le'), 2);
assert.strictEqual(wide.lastIndexOf('b', undefined, 'utf16le'), 8);

assert.throws(() => buffer.indexOf({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.indexOf('a', 0, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
