'use strict';
// The global `crypto`: random values and UUIDs. https://www.w3.org/TR/webcrypto/#crypto-interface
// SubtleCrypto is not there: reading `crypto.subtle` says so.

const {
  ObjectDefineProperties,
  SymbolToStringTag,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetSymbolToStringTag,
  Uint8Array,
} = primordials;
const {
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');

const integerKinds = {
  __proto__: null,
  Int8Array: true, Uint8Array: true, Uint8ClampedArray: true, Int16Array: true, Uint16Array: true,
  Int32Array: true, Uint32Array: true, BigInt64Array: true, BigUint64Array: true,
};

const secret = {};

class Crypto {
  #brand = true;

  constructor(key = undefined) {
    if (key !== secret) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('Crypto');
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('crypto.subtle');
  }

  getRandomValues(array) {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('Crypto');
    if (arguments.length < 1) {
      const error = new ERR_MISSING_ARGS('array');
      error.message = "Failed to execute 'getRandomValues' on 'Crypto': 1 argument required, but only 0 present.";
      throw error;
    }
    const { DOMException } = globalThis;
    if (integerKinds[TypedArrayPrototypeGetSymbolToStringTag(array)] === undefined) {
      throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    }
    const byteLength = TypedArrayPrototypeGetByteLength(array);
    if (byteLength > 65536) {
      const message = 'The requested length exceeds 65,536 bytes';
      const { QuotaExceededError } = globalThis;
      throw typeof QuotaExceededError === 'function' ?
        new QuotaExceededError(message) : new DOMException(message, 'QuotaExceededError');
    }
    if (byteLength !== 0) {
      ops.op_crypto_random_fill(
        new Uint8Array(TypedArrayPrototypeGetBuffer(array), TypedArrayPrototypeGetByteOffset(array), byteLength));
    }
    return array;
  }

  randomUUID() {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('Crypto');
    return nextUuid();
  }
}

// Random bytes are fetched for many UUIDs at once.
const CACHED = 128;
let bytes;
let used = CACHED;
let hex;

// A version 4 UUID (RFC 9562).
function nextUuid() {
  if (used === CACHED) {
    if (bytes === undefined) {
      bytes = new Uint8Array(16 * CACHED);
      hex = [];
      for (let i = 0; i < 256; i++) hex[i] = (i < 16 ? '0' : '') + primordials.NumberPrototypeToString(i, 16);
    }
    ops.op_crypto_random_fill(bytes);
    used = 0;
  }
  const at = used++ * 16;
  const b = bytes;
  return hex[b[at]] + hex[b[at + 1]] + hex[b[at + 2]] + hex[b[at + 3]] + '-' +
    hex[b[at + 4]] + hex[b[at + 5]] + '-' +
    hex[b[at + 6] & 0x0f | 0x40] + hex[b[at + 7]] + '-' +
    hex[b[at + 8] & 0x3f | 0x80] + hex[b[at + 9]] + '-' +
    hex[b[at + 10]] + hex[b[at + 11]] + hex[b[at + 12]] + hex[b[at + 13]] + hex[b[at + 14]] + hex[b[at + 15]];
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(Crypto.prototype, {
  subtle: enumerable,
  getRandomValues: enumerable,
  randomUUID: enumerable,
  [SymbolToStringTag]: { __proto__: null, value: 'Crypto', configurable: true },
});

const crypto = new Crypto(secret);

// A forked process must not hand out the UUIDs that its parent and siblings will.
function forgetRandomBytes() {
  used = CACHED;
}

module.exports = { Crypto, crypto, nextUuid, forgetRandomBytes };
