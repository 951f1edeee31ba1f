'use strict';
// Reads and writes out of range say what the range is.
const assert = require('node:assert');

const buffer = Buffer.from('abcdefgh');
const range = (message) => ({ name: 'RangeError', code: 'ERR_OUT_OF_RANGE', message });
assert.throws(() => buffer.readUInt8(8), range('The value of "offset" is out of range. It must be >= 0 and <= 7. Received 8'));
assert.throws(() => buffer.readUInt32LE(5), range('The value of "offset" is out of range. It must be >= 0 and <= 4. Received 5'));
assert.throws(() => buffer.readUInt8(1.5), range('The value of "offset" is out of range. It must be an integer. Received 1.5'));
assert.throws(() => buffer.writeUInt8(256),
  range('The value of "value" is out of range. It must be >= 0 and <= 255. Received 256'));
assert.throws(() => buffer.writeIntLE(2 ** 47, 0, 6),
  range('The value of "value" is out of range. It must be >= -(2 ** 47) and < 2 ** 47. Received 140_737_488_355_328'));
assert.throws(() => buffer.writeBigUInt64LE(-5n),
  range('The value of "value" is out of range. It must be >= 0n and < 2n ** 64n. Received -5n'));
assert.throws(() => buffer.readUIntLE(0, 7),
  range('The value of "byteLength" is out of range. It must be >= 1 and <= 6. Received 7'));
assert.throws(() => buffer.readUInt8('1'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.readUIntLE(0), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.alloc(2).readUInt32LE(0), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.throws(() => buffer.writeBigInt64LE(5), TypeError);
