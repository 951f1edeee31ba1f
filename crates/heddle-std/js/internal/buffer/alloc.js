'use strict';
// FastBuffer, the class behind every Buffer, and the pool that small ones are cut from.

const {
  ArrayBuffer,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { UTF8, encodedLength } = require('internal/buffer/encodings');
const { markAsUntransferable } = require('internal/worker/marks');

// A plain constructor, since `Buffer` itself must stay callable without `new`.
class FastBuffer extends Uint8Array {
  // The explicit parameters spare the engine an arguments list.
  // eslint-disable-next-line no-useless-constructor
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

const DEFAULT_POOL_SIZE = 64 * 1024;

// `owner.poolSize` is the public, writable Buffer.poolSize; node/buffer sets the owner to Buffer.
const state = { __proto__: null, owner: { poolSize: DEFAULT_POOL_SIZE } };
let pool;         // ArrayBuffer
let poolBytes;    // Uint8Array over the whole of it, for the ops
let poolLength = 0;
let poolOffset = 0;

function newPool() {
  poolLength = state.owner.poolSize;
  pool = new ArrayBuffer(poolLength);
  // Transferring one slice would take away all others.
  markAsUntransferable(pool);
  poolBytes = new Uint8Array(pool);
  poolOffset = 0;
}

// Slices start at multiples of eight, so that wider typed arrays can be laid over them.
function take(length) {
  poolOffset = (poolOffset + length + 7) & ~7;
}

function allocPooled(size) {
  if (size <= 0) return new FastBuffer();
  if (size >= state.owner.poolSize >>> 1) return new FastBuffer(size);
  if (size > poolLength - poolOffset) newPool();
  const buffer = new FastBuffer(pool, poolOffset, size);
  take(size);
  return buffer;
}

function fromStringWithId(text, id) {
  const { length } = text;
  if (length === 0) return new FastBuffer();
  const limit = state.owner.poolSize >>> 1;
  // No encoding makes more than three bytes of one code unit: short text is written without measuring it first.
  if (length * 3 < limit) {
    if (length * 3 > poolLength - poolOffset) newPool();
    const written = ops.op_buffer_write(poolBytes, text, poolOffset, poolLength - poolOffset, id);
    const buffer = new FastBuffer(pool, poolOffset, written);
    take(written);
    return buffer;
  }
  if (length < limit) {
    const bytes = encodedLength(text, id);
    if (bytes < limit) {
      if (bytes > poolLength - poolOffset) newPool();
      const written = ops.op_buffer_write(poolBytes, text, poolOffset, bytes, id);
      const buffer = new FastBuffer(pool, poolOffset, written);
      take(written);
      return buffer;
    }
  }
  return new FastBuffer(ops.op_buffer_from_string(text, id));
}

function fromUtf8(text) {
  return fromStringWithId(text, UTF8);
}

function fromArrayLike(list) {
  const { length } = list;
  if (!(length > 0)) return new FastBuffer();
  const buffer = allocPooled(length);
  TypedArrayPrototypeSet(buffer, list, 0);
  return buffer;
}

module.exports = {
  FastBuffer,
  DEFAULT_POOL_SIZE,
  state,
  allocPooled,
  fromStringWithId,
  fromUtf8,
  fromArrayLike,
};
