'use strict';
// Reading numbers out of a Buffer: integers of 1 to 6 bytes, 64-bit integers, floats and doubles.
// https://nodejs.org/api/buffer.html#bufreadbigint64beoffset

const { BigInt, BigIntAsIntN, Float32Array, Float64Array, TypedArrayPrototypeGetBuffer, Uint8Array } = primordials;
const { accessError, byteLengthError } = require('internal/buffer/bounds');

const float32 = new Float32Array(1);
const float32Bytes = new Uint8Array(TypedArrayPrototypeGetBuffer(float32));
const float64 = new Float64Array(1);
const float64Bytes = new Uint8Array(TypedArrayPrototypeGetBuffer(float64));

// An unsigned integer of `size` bytes, the least significant first (step 1 from `at`) or last (step -1 from the end).
function readUnsigned(buffer, offset, size, little) {
  if (size !== 1 && size !== 2 && size !== 3 && size !== 4 && size !== 5 && size !== 6) byteLengthError(size);
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + size - 1] === undefined) {
    accessError(buffer, offset, size);
  }
  let value = 0;
  if (little) for (let i = size - 1; i >= 0; i--) value = value * 256 + buffer[offset + i];
  else for (let i = 0; i < size; i++) value = value * 256 + buffer[offset + i];
  return value;
}

function readSigned(buffer, offset, size, little) {
  const value = readUnsigned(buffer, offset, size, little);
  const limit = 2 ** (size * 8 - 1);
  return value >= limit ? value - limit * 2 : value;
}

// The 32 bits at `offset` that a caller has already checked.
function word(buffer, offset, little) {
  return little ?
    (buffer[offset] | buffer[offset + 1] << 8 | buffer[offset + 2] << 16 | buffer[offset + 3] << 24) >>> 0 :
    (buffer[offset] << 24 | buffer[offset + 1] << 16 | buffer[offset + 2] << 8 | buffer[offset + 3]) >>> 0;
}

function readBig(buffer, offset, little) {
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + 7] === undefined) {
    accessError(buffer, offset, 8);
  }
  const low = word(buffer, little ? offset : offset + 4, little);
  const high = word(buffer, little ? offset + 4 : offset, little);
  return (BigInt(high) << 32n) + BigInt(low);
}

function readFloating(buffer, offset, target, bytes, size, little) {
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + size - 1] === undefined) {
    accessError(buffer, offset, size);
  }
  if (little) for (let i = 0; i < size; i++) bytes[i] = buffer[offset + i];
  else for (let i = 0; i < size; i++) bytes[size - 1 - i] = buffer[offset + i];
  return target[0];
}

const methods = {
  readUInt8(offset = 0) {
    const value = this[offset];
    if (typeof offset !== 'number' || value === undefined) accessError(this, offset, 1);
    return value;
  },
  readUInt16LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 2);
    return first | last << 8;
  },
  readUInt16BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 2);
    return last | first << 8;
  },
  readUInt32LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 4);
    return (first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24) >>> 0;
  },
  readUInt32BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 4);
    return (last | this[offset + 2] << 8 | this[offset + 1] << 16 | first << 24) >>> 0;
  },
  readInt8(offset = 0) {
    const value = this[offset];
    if (typeof offset !== 'number' || value === undefined) accessError(this, offset, 1);
    return value << 24 >> 24;
  },
  readInt16LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 2);
    return (first | last << 8) << 16 >> 16;
  },
  readInt16BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 2);
    return (last | first << 8) << 16 >> 16;
  },
  readInt32LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 4);
    return first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24;
  },
  readInt32BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (typeof offset !== 'number' || first === undefined || last === undefined) accessError(this, offset, 4);
    return last | this[offset + 2] << 8 | this[offset + 1] << 16 | first << 24;
  },
  readUIntLE(offset, byteLength) {
    if (offset === undefined) accessError(this, offset, byteLength);
    return readUnsigned(this, offset, byteLength, true);
  },
  readUIntBE(offset, byteLength) {
    if (offset === undefined) accessError(this, offset, byteLength);
    return readUnsigned(this, offset, byteLength, false);
  },
  readIntLE(offset, byteLength) {
    if (offset === undefined) accessError(this, offset, byteLength);
    return readSigned(this, offset, byteLength, true);
  },
  readIntBE(offset, byteLength) {
    if (offset === undefined) accessError(this, offset, byteLength);
    return readSigned(this, offset, byteLength, false);
  },
  readBigUInt64LE(offset = 0) { return readBig(this, offset, true); },
  readBigUInt64BE(offset = 0) { return readBig(this, offset, false); },
  readBigInt64LE(offset = 0) { return BigIntAsIntN(64, readBig(this, offset, true)); },
  readBigInt64BE(offset = 0) { return BigIntAsIntN(64, readBig(this, offset, false)); },
  readFloatLE(offset = 0) { return readFloating(this, offset, float32, float32Bytes, 4, true); },
  readFloatBE(offset = 0) { return readFloating(this, offset, float32, float32Bytes, 4, false); },
  readDoubleLE(offset = 0) { return readFloating(this, offset, float64, float64Bytes, 8, true); },
  readDoubleBE(offset = 0) { return readFloating(this, offset, float64, float64Bytes, 8, false); },
};

module.exports = methods;
