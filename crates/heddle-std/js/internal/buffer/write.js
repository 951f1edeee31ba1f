'use strict';
// Writing numbers into a Buffer: integers of 1 to 6 bytes, 64-bit integers, floats and doubles.
// https://nodejs.org/api/buffer.html#bufwritebigint64bevalue-offset

const { Float32Array, Float64Array, Number, TypedArrayPrototypeGetBuffer, Uint8Array } = primordials;
const { accessError, byteLengthError, valueError } = require('internal/buffer/bounds');

const float32 = new Float32Array(1);
const float32Bytes = new Uint8Array(TypedArrayPrototypeGetBuffer(float32));
const float64 = new Float64Array(1);
const float64Bytes = new Uint8Array(TypedArrayPrototypeGetBuffer(float64));

function writeInteger(buffer, value, offset, size, little, signed) {
  if (size !== 1 && size !== 2 && size !== 3 && size !== 4 && size !== 5 && size !== 6) byteLengthError(size);
  value = +value;
  const max = 2 ** (size * 8 - (signed ? 1 : 0)) - 1;
  const min = signed ? -max - 1 : 0;
  if (value > max || value < min) valueError(value, min, max, size);
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + size - 1] === undefined) {
    accessError(buffer, offset, size);
  }
  // 48 bits do not fit the bitwise operators: the upper half goes by division.
  const low = value >>> 0;
  const high = size > 4 ? ((value - low) / 0x100000000) & 0xffff : 0;
  for (let i = 0; i < size; i++) {
    const byte = i < 4 ? low >>> (i * 8) : high >>> ((i - 4) * 8);
    buffer[little ? offset + i : offset + size - 1 - i] = byte;
  }
  return offset + size;
}

function writeBig(buffer, value, offset, little, min, max) {
  if (value > max || value < min) valueError(value, min, max, 8);
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + 7] === undefined) {
    accessError(buffer, offset, 8);
  }
  const low = Number(value & 0xffffffffn);
  const high = Number(value >> 32n & 0xffffffffn);
  for (let i = 0; i < 4; i++) {
    buffer[little ? offset + i : offset + 7 - i] = low >>> (i * 8);
    buffer[little ? offset + 4 + i : offset + 3 - i] = high >>> (i * 8);
  }
  return offset + 8;
}

function writeFloating(buffer, offset, bytes, size, little) {
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + size - 1] === undefined) {
    accessError(buffer, offset, size);
  }
  if (little) for (let i = 0; i < size; i++) buffer[offset + i] = bytes[i];
  else for (let i = 0; i < size; i++) buffer[offset + i] = bytes[size - 1 - i];
  return offset + size;
}

const methods = {
  writeUInt8(value, offset = 0) {
    value = +value;
    if (value > 0xff || value < 0) valueError(value, 0, 0xff, 1);
    if (typeof offset !== 'number' || this[offset] === undefined) accessError(this, offset, 1);
    this[offset] = value;
    return offset + 1;
  },
  writeUInt16LE(value, offset = 0) {
    value = +value;
    if (value > 0xffff || value < 0) valueError(value, 0, 0xffff, 2);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      accessError(this, offset, 2);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    return offset + 2;
  },
  writeUInt16BE(value, offset = 0) {
    value = +value;
    if (value > 0xffff || value < 0) valueError(value, 0, 0xffff, 2);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      accessError(this, offset, 2);
    }
    this[offset] = value >>> 8;
    this[offset + 1] = value;
    return offset + 2;
  },
  writeUInt32LE(value, offset = 0) {
    value = +value;
    if (value > 0xffffffff || value < 0) valueError(value, 0, 0xffffffff, 4);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      accessError(this, offset, 4);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    this[offset + 2] = value >>> 16;
    this[offset + 3] = value >>> 24;
    return offset + 4;
  },
  writeUInt32BE(value, offset = 0) {
    value = +value;
    if (value > 0xffffffff || value < 0) valueError(value, 0, 0xffffffff, 4);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      accessError(this, offset, 4);
    }
    this[offset] = value >>> 24;
    this[offset + 1] = value >>> 16;
    this[offset + 2] = value >>> 8;
    this[offset + 3] = value;
    return offset + 4;
  },
  writeInt8(value, offset = 0) {
    value = +value;
    if (value > 0x7f || value < -0x80) valueError(value, -0x80, 0x7f, 1);
    if (typeof offset !== 'number' || this[offset] === undefined) accessError(this, offset, 1);
    this[offset] = value;
    return offset + 1;
  },
  writeInt16LE(value, offset = 0) {
    value = +value;
    if (value > 0x7fff || value < -0x8000) valueError(value, -0x8000, 0x7fff, 2);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      accessError(this, offset, 2);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    return offset + 2;
  },
  writeInt16BE(value, offset = 0) {
    value = +value;
    if (value > 0x7fff || value < -0x8000) valueError(value, -0x8000, 0x7fff, 2);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      accessError(this, offset, 2);
    }
    this[offset] = value >>> 8;
    this[offset + 1] = value;
    return offset + 2;
  },
  writeInt32LE(value, offset = 0) {
    value = +value;
    if (value > 0x7fffffff || value < -0x80000000) valueError(value, -0x80000000, 0x7fffffff, 4);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      accessError(this, offset, 4);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    this[offset + 2] = value >>> 16;
    this[offset + 3] = value >>> 24;
    return offset + 4;
  },
  writeInt32BE(value, offset = 0) {
    value = +value;
    if (value > 0x7fffffff || value < -0x80000000) valueError(value, -0x80000000, 0x7fffffff, 4);
    if (typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      accessError(this, offset, 4);
    }
    this[offset] = value >>> 24;
    this[offset + 1] = value >>> 16;
    this[offset + 2] = value >>> 8;
    this[offset + 3] = value;
    return offset + 4;
  },
  writeUIntLE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, true, false); },
  writeUIntBE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, false, false); },
  writeIntLE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, true, true); },
  writeIntBE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, false, true); },
  writeBigUInt64LE(value, offset = 0) { return writeBig(this, value, offset, true, 0n, 0xffffffffffffffffn); },
  writeBigUInt64BE(value, offset = 0) { return writeBig(this, value, offset, false, 0n, 0xffffffffffffffffn); },
  writeBigInt64LE(value, offset = 0) {
    return writeBig(this, value, offset, true, -0x8000000000000000n, 0x7fffffffffffffffn);
  },
  writeBigInt64BE(value, offset = 0) {
    return writeBig(this, value, offset, false, -0x8000000000000000n, 0x7fffffffffffffffn);
  },
  writeFloatLE(value, offset = 0) {
    float32[0] = value;
    return writeFloating(this, offset, float32Bytes, 4, true);
  },
  writeFloatBE(value, offset = 0) {
    float32[0] = value;
    return writeFloating(this, offset, float32Bytes, 4, false);
  },
  writeDoubleLE(value, offset = 0) {
    float64[0] = value;
    return writeFloating(this, offset, float64Bytes, 8, true);
  },
  writeDoubleBE(value, offset = 0) {
    float64[0] = value;
    return writeFloating(this, offset, float64Bytes, 8, false);
  },
};

module.exports = methods;
