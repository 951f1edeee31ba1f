'use strict';
// Buffer.from and Buffer.alloc name what they were given instead.
const assert = require('node:assert');

for (const value of [undefined, null, 5, true, {}, () => {}, Symbol('s'), 5n]) {
  assert.throws(() => Buffer.from(value), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => Buffer.from(5), {
  message: 'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an ' +
    'Array-like Object. Received type number (5)',
});
assert.throws(() => Buffer.from('a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING', message: 'Unknown encoding: nope' });
assert.throws(() => Buffer.from(new ArrayBuffer(4), 5), { code: 'ERR_BUFFER_OUT_OF_BOUNDS', name: 'RangeError' });
assert.throws(() => Buffer.from(new ArrayBuffer(4), 1, 4), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.throws(() => Buffer.alloc('5'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.alloc(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => Buffer.allocUnsafe(NaN), { code: 'ERR_OUT_OF_RANGE' });
