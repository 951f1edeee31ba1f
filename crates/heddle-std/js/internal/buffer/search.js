'use strict';
// indexOf, lastIndexOf and includes of Buffer.
// https://nodejs.org/api/buffer.html#bufindexofvalue-byteoffset-encoding

const {
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeIndexOf,
  TypedArrayPrototypeLastIndexOf,
} = primordials;
const { UTF8, encodingId } = require('internal/buffer/encodings');
const { isUint8Array } = require('internal/buffer/types');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING } } = require('internal/errors');

function search(buffer, value, byteOffset, encoding, forward) {
  if (!isUint8Array(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'Uint8Array'], buffer);
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  } else if (byteOffset > 0x7fffffff) {
    byteOffset = 0x7fffffff;
  } else if (byteOffset < -0x80000000) {
    byteOffset = -0x80000000;
  }
  const length = TypedArrayPrototypeGetByteLength(buffer);
  byteOffset = +byteOffset;
  if (byteOffset !== byteOffset) byteOffset = forward ? 0 : length;
  byteOffset = byteOffset < 0 ? -(-byteOffset >>> 0) : byteOffset >>> 0;

  if (typeof value === 'number') return searchByte(buffer, value & 255, byteOffset, length, forward);
  let id = UTF8;
  if (encoding !== undefined) id = encodingId(encoding);
  if (typeof value === 'string') {
    if (id === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    return ops.op_buffer_index_of(buffer, value, byteOffset, id, forward);
  }
  if (isUint8Array(value)) return ops.op_buffer_index_of(buffer, value, byteOffset, id === undefined ? UTF8 : id, forward);
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

function searchByte(buffer, byte, offset, length, forward) {
  if (length === 0) return -1;
  if (offset < 0) {
    offset += length;
    if (offset < 0) {
      if (!forward) return -1;
      offset = 0;
    }
  }
  if (forward) return offset >= length ? -1 : TypedArrayPrototypeIndexOf(buffer, byte, offset);
  return TypedArrayPrototypeLastIndexOf(buffer, byte, offset >= length ? length - 1 : offset);
}

module.exports = {
  indexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true);
  },
  lastIndexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, false);
  },
  includes(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true) !== -1;
  },
};
