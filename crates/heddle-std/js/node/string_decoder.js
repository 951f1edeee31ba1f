// node:string_decoder: bytes to text in chunks that may end inside a character.
// https://nodejs.org/api/string_decoder.html
'use strict';

const {
  ArrayBufferIsView, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset,
  MathMin, ObjectDefineProperties, Symbol, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetSymbolToStringTag, Uint8Array,
} = primordials;
const { Buffer } = require('node/buffer');
const { normalizeEncoding } = require('internal/util');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING } } = require('internal/errors');

// Layout of the state: up to four bytes of an incomplete character, how many bytes it lacks, how many it has, encoding.
const kMissing = 4;
const kBuffered = 5;
const kEncoding = 6;
const kSize = 7;
const numbers = {
  __proto__: null, ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, buffer: 6, base64url: 7,
};
const ASCII = 0;
const UTF8 = 1;
const BASE64 = 2;
const UTF16LE = 3;
const BASE64URL = 7;
const kState = Symbol('kNativeDecoder');

/**
 * Decodes bytes in chunks.
 * @param {string} [encoding] 'utf8' by default
 */
function StringDecoder(encoding) {
  const known = normalizeEncoding(encoding);
  if (known === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this.encoding = known;
  this[kState] = Buffer.alloc(kSize);
  this[kState][kEncoding] = numbers[known];
}

function bytesOf(view) {
  if (TypedArrayPrototypeGetSymbolToStringTag(view) === undefined) {
    return new Uint8Array(DataViewPrototypeGetBuffer(view), DataViewPrototypeGetByteOffset(view),
                          DataViewPrototypeGetByteLength(view));
  }
  return new Uint8Array(TypedArrayPrototypeGetBuffer(view), TypedArrayPrototypeGetByteOffset(view),
                        TypedArrayPrototypeGetByteLength(view));
}

function textOf(bytes, start, end, encoding) {
  if (start === end) return '';
  const buffer = Buffer.from(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes) + start,
                             end - start);
  return buffer.toString(encoding);
}

// Takes what the incomplete character lacks from `bytes`; returns how many it took.
function complete(state, bytes, length) {
  let taken = 0;
  if (state[kEncoding] === UTF8) {
    // A byte that does not continue the character starts another one.
    const most = MathMin(state[kMissing], length);
    while (taken < most && (bytes[taken] & 0xc0) === 0x80) state[state[kBuffered]++] = bytes[taken++];
    state[kMissing] = taken < most ? 0 : state[kMissing] - taken;
    return taken;
  }
  const most = MathMin(state[kMissing], length);
  while (taken < most) state[state[kBuffered]++] = bytes[taken++];
  state[kMissing] -= taken;
  return taken;
}

// Notes how many bytes at the end of `bytes` belong to a character that the next chunk ends.
function cut(state, bytes, start, end) {
  const last = bytes[end - 1];
  switch (state[kEncoding]) {
    case UTF8:
      if ((last & 0x80) === 0) return;
      for (let i = end - 1, count = 1; ; i--, count++) {
        const byte = bytes[i];
        if ((byte & 0xc0) !== 0x80) {
          const need = (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
          if (count < need) {
            state[kBuffered] = count;
            state[kMissing] = need - count;
          }
          return;
        }
        // Too many for a character, or its begin is not here: invalid, which the decoding shows.
        if (count >= 4 || i === start) return;
      }
    case UTF16LE:
      if ((end - start) % 2 === 1) {
        state[kBuffered] = state[kMissing] = 1;
      } else if ((last & 0xfc) === 0xd8) {
        // The first half of a surrogate pair.
        state[kBuffered] = state[kMissing] = 2;
      }
      return;
    default: {
      const over = (end - start) % 3;
      if (over > 0) {
        state[kBuffered] = over;
        state[kMissing] = 3 - over;
      }
    }
  }
}

/** The text of `buf` and of what earlier chunks left, without an incomplete character at its end. */
StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBufferIsView(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  const state = this[kState];
  const bytes = bytesOf(buf);
  let end = TypedArrayPrototypeGetByteLength(bytes);
  const { encoding } = this;
  const kind = state[kEncoding];
  if (kind !== UTF8 && kind !== UTF16LE && kind !== BASE64 && kind !== BASE64URL) {
    return textOf(bytes, 0, end, kind === ASCII ? 'ascii' : encoding);
  }
  let start = 0;
  let text = '';
  if (state[kMissing] > 0) {
    start = complete(state, bytes, end);
    if (state[kMissing] === 0) {
      text = textOf(state, 0, state[kBuffered], encoding);
      state[kBuffered] = 0;
    }
  }
  if (start === end) return text;
  cut(state, bytes, start, end);
  end -= state[kBuffered];
  for (let i = 0; i < state[kBuffered]; i++) state[i] = bytes[end + i];
  return text + textOf(bytes, start, end, encoding);
};

/** As write(), and the incomplete character as well, for better or worse. */
StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const state = this[kState];
  // Half a UTF-16 unit is nothing.
  if (state[kEncoding] === UTF16LE && state[kBuffered] % 2 === 1) {
    state[kMissing]--;
    state[kBuffered]--;
  }
  if (state[kBuffered] === 0) return text;
  const rest = textOf(state, 0, state[kBuffered], this.encoding);
  state[kMissing] = 0;
  state[kBuffered] = 0;
  return text + rest;
};

/** Undocumented in Node: forgets the state and decodes `buf` from `offset`. */
StringDecoder.prototype.text = function text(buf, offset) {
  this[kState][kMissing] = 0;
  this[kState][kBuffered] = 0;
  return this.write(buf.slice(offset));
};

ObjectDefineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState].subarray(0, 4); },
  },
  lastNeed: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState][kMissing]; },
  },
  lastTotal: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState][kBuffered] + this[kState][kMissing]; },
  },
});

module.exports = { StringDecoder };
