'use strict';
const assert = require('node:assert');
const make = (length) => Buffer.from(Array.from({ length }, (_, i) => i));
assert.deepStrictEqual([...make(4).swap16()], [1, 0, 3, 2]);
assert.deepStrictEqual([...make(8).swap32()], [3, 2, 1, 0, 7, 6, 5, 4]);
assert.deepStrictEqual([...make(8).swap64()], [7, 6, 5, 4, 3, 2, 1, 0]);
const large = make(4096);
assert(!large.swap64().equals(make(4096)) && large.swap64().equals(make(4096)));
assert.throws(() => make(3).swap16(), { code: 'ERR_INVALID_BUFFER_SIZE', message: 'Buffer size must be a multiple of 16-bits' });
