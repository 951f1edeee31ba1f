'use strict';
// buffer.transcode(): from one encoding to another with ICU's habits for what cannot be expressed.
// https://nodejs.org/api/buffer.html#buffertranscodesource-fromenc-toenc

const {
  Error,
  StringPrototypeCharCodeAt,
  StringPrototypeIsWellFormed,
  StringPrototypeToWellFormed,
  TypedArrayPrototypeGetByteLength,
} = primordials;
const { ASCII, LATIN1, UTF8, UTF16LE, encodingId } = require('internal/buffer/encodings');
const { FastBuffer, fromStringWithId } = require('internal/buffer/alloc');
const { isUint8Array } = require('internal/buffer/types');
const { decode } = require('internal/buffer/text');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

function failure(code, errno) {
  const error = new Error(`Unable to transcode Buffer [${code}]`);
  error.code = code;
  error.errno = errno;
  return error;
}

function transcodable(name) {
  const id = encodingId(name);
  if (id === UTF8 || id === UTF16LE || id === LATIN1 || id === ASCII) return id;
  throw failure('U_ILLEGAL_ARGUMENT_ERROR', 1);
}

// Single-byte output has one '?' for each character (not code unit) that it cannot express.
function toSingleBytes(text, limit) {
  const out = new FastBuffer(text.length);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = StringPrototypeCharCodeAt(text, i);
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) {
      const next = StringPrototypeCharCodeAt(text, i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) i++;
    }
    out[size++] = unit <= limit ? unit : 0x3f;
  }
  return size === text.length ? out : new FastBuffer(out.buffer, out.byteOffset, size);
}

function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  const length = TypedArrayPrototypeGetByteLength(source);
  if (length === 0) return new FastBuffer();
  const from = transcodable(fromEncoding);
  const to = transcodable(toEncoding);
  let text;
  if (from === ASCII) {
    text = '';
    const latin1 = decode(source, 0, length, LATIN1);
    if (to === UTF16LE) return fromStringWithId(latin1, to);
    for (let i = 0; i < length; i++) text += source[i] < 0x80 ? latin1[i] : '\ufffd';
  } else {
    if (from === UTF8 && to === UTF16LE && !ops.op_buffer_is_utf8(source)) throw failure('U_INVALID_CHAR_FOUND', 10);
    text = decode(source, 0, length, from);
    if (from === UTF16LE && to === UTF8 && (length === 1 || !StringPrototypeIsWellFormed(text))) {
      throw failure('U_INVALID_CHAR_FOUND', 10);
    }
    if (from === UTF16LE && to === UTF16LE) text = StringPrototypeToWellFormed(text) + (length % 2 === 1 ? '\ufffd' : '');
  }
  if (to === UTF8 || to === UTF16LE) return fromStringWithId(text, to);
  return toSingleBytes(text, to === ASCII ? 0x7f : 0xff);
}

module.exports = transcode;
