'use strict';
// Brand checks of binary values, safe from tampering and cheap.

const {
  ArrayBufferIsView,
  ArrayBufferPrototypeGetByteLength,
  SharedArrayBufferPrototypeGetByteLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  Uint8Array,
} = primordials;

// Is it a Uint8Array (a Buffer too), of any realm? The first two checks are inlined by the engine's compilers, the last
// is not, and only arrays of other realms (or with other prototypes) come so far.
function isUint8Array(value) {
  return ArrayBufferIsView(value) &&
    (value instanceof Uint8Array || TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint8Array');
}

function isTypedArray(value) {
  return TypedArrayPrototypeGetSymbolToStringTag(value) !== undefined;
}

function isArrayBuffer(value) {
  if (typeof value !== 'object' || value === null) return false;
  try {
    ArrayBufferPrototypeGetByteLength(value);
    return true;
  } catch {
    return false;
  }
}

function isSharedArrayBuffer(value) {
  if (typeof value !== 'object' || value === null) return false;
  try {
    SharedArrayBufferPrototypeGetByteLength(value);
    return true;
  } catch {
    return false;
  }
}

function isAnyArrayBuffer(value) {
  return isArrayBuffer(value) || isSharedArrayBuffer(value);
}

module.exports = {
  isUint8Array,
  isTypedArray,
  isArrayBuffer,
  isSharedArrayBuffer,
  isAnyArrayBuffer,
  isArrayBufferView: ArrayBufferIsView,
};
