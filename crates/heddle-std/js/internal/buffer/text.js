'use strict';
// Strings in and out of a Buffer (toString, write, fill and the per-encoding methods), and the text helpers of
// node:buffer: atob, btoa, isUtf8, isAscii.

const {
  Error,
  MathTrunc,
  NumberMAX_SAFE_INTEGER,
  NumberPrototypeToString,
  RangeError,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeCopyWithin,
  TypedArrayPrototypeFill,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  TypeError,
  Uint8Array,
} = primordials;
const {
  ASCII, UTF8, BASE64, UTF16LE, LATIN1, HEX, BASE64URL, encodingId, normalizeEncoding,
} = require('internal/buffer/encodings');
const { fromStringWithId } = require('internal/buffer/alloc');
const { isUint8Array, isTypedArray, isAnyArrayBuffer, isArrayBufferView } = require('internal/buffer/types');
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_STATE,
    ERR_MISSING_ARGS,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateNumber, validateString } = require('internal/validators');

// The engine's longest string (JS::MaxStringLength).
const kStringMaxLength = 2 ** 30 - 2;

// Errors that Node raises natively, with messages of their own.
function coded(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

// `start` and `end` are integers inside the buffer.
function decode(buffer, start, end, id) {
  let text = ops.op_buffer_to_string(buffer, start, end, id);
  // Shared memory: the part is copied out first.
  if (text === null) text = ops.op_buffer_to_string(unshared(buffer, start, end), 0, end - start, id);
  if (text === undefined) {
    throw coded(Error, 'ERR_STRING_TOO_LONG',
      `Cannot create a string longer than 0x${NumberPrototypeToString(kStringMaxLength, 16)} characters`);
  }
  return text;
}

// A copy of a part of a Uint8Array in memory of this isolate alone.
function unshared(buffer, start, end) {
  const copy = new Uint8Array(end - start);
  TypedArrayPrototypeSet(copy,
    new Uint8Array(TypedArrayPrototypeGetBuffer(buffer), TypedArrayPrototypeGetByteOffset(buffer) + start, end - start));
  return copy;
}

// Writes text into `buffer`; returns the bytes written.
function encodeInto(buffer, string, offset, max, id) {
  const written = ops.op_buffer_write(buffer, string, offset, max, id);
  if (written !== -1) return written;
  const bound = string.length * 3;
  const copy = new Uint8Array(max < bound ? max : bound);
  const size = ops.op_buffer_write(copy, string, 0, copy.length, id);
  TypedArrayPrototypeSet(buffer, TypedArrayPrototypeSubarray(copy, 0, size), offset);
  return size;
}

function toString(encoding, start, end) {
  const length = TypedArrayPrototypeGetLength(this);
  if (arguments.length === 0) return length === 0 ? '' : decode(this, 0, length, UTF8);
  if (start <= 0) start = 0;
  else if (start >= length) return '';
  else start = MathTrunc(start) || 0;
  if (end === undefined || end > length) end = length;
  else end = MathTrunc(end) || 0;
  if (end <= start) return '';
  let id = UTF8;
  if (encoding !== undefined) {
    id = encodingId(encoding);
    if (id === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  return decode(this, start, end, id);
}

function checkPosition(value, name, max) {
  validateNumber(value, name);
  if (MathTrunc(value) !== value) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < 0 || value > max) throw new ERR_OUT_OF_RANGE(name, `>= 0 && <= ${max}`, value);
}

function write(string, offset, length, encoding) {
  const size = TypedArrayPrototypeGetLength(this);
  if (offset === undefined) {
    offset = 0;
    length = size;
    encoding = undefined;
  } else if (length === undefined && typeof offset === 'string') {
    encoding = offset;
    length = size;
    offset = 0;
  } else {
    checkPosition(offset, 'offset', size);
    const remaining = size - offset;
    if (length === undefined) {
      length = remaining;
    } else if (typeof length === 'string') {
      encoding = length;
      length = remaining;
    } else {
      checkPosition(length, 'length', size);
      if (length > remaining) length = remaining;
    }
  }
  let id = UTF8;
  if (encoding) {
    id = encodingId(encoding);
    if (id === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  if (typeof string !== 'string') throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
  return encodeInto(this, string, offset, length, id);
}

// buf.utf8Write() and its siblings: undocumented, used by stream and database packages.
function makeWrite(id) {
  // The three written straight from the string's characters are stricter, and say so in other words.
  const strict = id === LATIN1 || id === ASCII || id === UTF8;
  return function write(string, offset, length) {
    const size = bytesOf(this);
    if (typeof string !== 'string') throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
    offset = offset === undefined ? 0 : MathTrunc(+offset) || 0;
    if (offset < 0) throw strict ? new ERR_BUFFER_OUT_OF_BOUNDS('offset') : indexError();
    if (offset > size) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    const remaining = size - offset;
    length = length === undefined ? remaining : MathTrunc(+length) || 0;
    if (length < 0) throw strict ? new ERR_BUFFER_OUT_OF_BOUNDS('length') : indexError();
    if (length > remaining) {
      if (strict) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
      length = remaining;
    }
    return encodeInto(this, string, offset, length, id);
  };
}

function indexError() {
  return coded(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
}

// buf.utf8Slice() and its siblings.
function makeSlice(id) {
  return function slice(start, end) {
    const size = bytesOf(this);
    start = start === undefined ? 0 : MathTrunc(+start) || 0;
    end = end === undefined ? size : MathTrunc(+end) || 0;
    if (start < 0 || end < 0) throw indexError();
    if (end <= start) return '';
    if (end > size) throw indexError();
    return decode(this, start, end, id);
  };
}

function bytesOf(buffer) {
  if (!isUint8Array(buffer)) throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a buffer');
  return TypedArrayPrototypeGetByteLength(buffer);
}

// buf.fill(value[, offset[, end]][, encoding]) and the filling of Buffer.alloc.
function fillBuffer(buffer, value, offset, end, encoding) {
  const length = TypedArrayPrototypeGetLength(buffer);
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = undefined;
    } else if (typeof end === 'string') {
      encoding = end;
      end = undefined;
    }
    const name = normalizeEncoding(encoding);
    if (name === undefined) {
      validateString(encoding, 'encoding');
      throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    encoding = name;
    if (value.length === 0) {
      value = 0;
    } else if (value.length === 1) {
      const code = StringPrototypeCharCodeAt(value, 0);
      if (name === 'utf8' ? code < 128 : name === 'latin1') value = code;
    }
  }
  if (offset === undefined) {
    offset = 0;
    end = length;
  } else {
    checkPosition(offset, 'offset', NumberMAX_SAFE_INTEGER);
    if (end === undefined) end = length;
    else checkPosition(end, 'end', length);
    if (offset >= end) return buffer;
  }
  let pattern;
  if (typeof value === 'string') {
    pattern = fromStringWithId(value, encodingId(encoding));
  } else if (isArrayBufferView(value)) {
    pattern = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  } else {
    TypedArrayPrototypeFill(buffer, +value & 255, offset, end);
    return buffer;
  }
  const size = TypedArrayPrototypeGetLength(pattern);
  if (size === 0) throw new ERR_INVALID_ARG_VALUE('value', value);
  if (size === 1) {
    TypedArrayPrototypeFill(buffer, pattern[0], offset, end);
    return buffer;
  }
  const wanted = end - offset;
  if (wanted === 0) return buffer;
  // Once in place, the pattern is doubled by copying what is there already.
  TypedArrayPrototypeSet(buffer, size > wanted ? TypedArrayPrototypeSubarray(pattern, 0, wanted) : pattern, offset);
  for (let filled = size; filled < wanted; filled *= 2) {
    const count = filled * 2 <= wanted ? filled : wanted - filled;
    TypedArrayPrototypeCopyWithin(buffer, offset + filled, offset, offset + count);
  }
  return buffer;
}

function fill(value, offset, end, encoding) {
  return fillBuffer(this, value, offset, end, encoding);
}

const methods = {
  toString,
  write,
  fill,
  asciiSlice: makeSlice(ASCII),
  base64Slice: makeSlice(BASE64),
  base64urlSlice: makeSlice(BASE64URL),
  latin1Slice: makeSlice(LATIN1),
  hexSlice: makeSlice(HEX),
  ucs2Slice: makeSlice(UTF16LE),
  utf8Slice: makeSlice(UTF8),
  asciiWrite: makeWrite(ASCII),
  base64Write: makeWrite(BASE64),
  base64urlWrite: makeWrite(BASE64URL),
  latin1Write: makeWrite(LATIN1),
  hexWrite: makeWrite(HEX),
  ucs2Write: makeWrite(UTF16LE),
  utf8Write: makeWrite(UTF8),
};

// https://nodejs.org/api/buffer.html#bufferatobdata
function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const text = ops.op_buffer_atob(`${input}`);
  if (typeof text === 'string') return text;
  // 2: one lone character is left over at the end.
  throw invalidCharacter(text === 2 ? 'The string to be decoded is not correctly encoded.' : 'Invalid character');
}

// https://nodejs.org/api/buffer.html#bufferbtoadata
function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const text = ops.op_buffer_btoa(`${input}`);
  if (text === undefined) throw invalidCharacter('Invalid character');
  return text;
}

function invalidCharacter(message) {
  const { DOMException } = globalThis;
  return new DOMException(message, 'InvalidCharacterError');
}

// The bytes of an ArrayBuffer or typed array, refusing what is detached.
function viewOf(input) {
  let view;
  if (isUint8Array(input)) {
    view = input;
  } else if (isTypedArray(input)) {
    view = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  } else if (isAnyArrayBuffer(input)) {
    if (input.detached) throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
    view = new Uint8Array(input);
  } else {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  if (view.buffer.detached) throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  return view;
}

function isUtf8(input) {
  return ops.op_buffer_is_utf8(viewOf(input));
}

function isAscii(input) {
  return ops.op_buffer_is_ascii(viewOf(input));
}

module.exports = { kStringMaxLength, methods, fillBuffer, coded, decode, atob, btoa, isUtf8, isAscii };
