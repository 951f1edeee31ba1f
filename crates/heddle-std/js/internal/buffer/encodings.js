'use strict';
// Encoding names and the numbers by which the buffer ops know them (the order is Node's).

const { StringPrototypeCharCodeAt, StringPrototypeToLowerCase } = primordials;

const ASCII = 0;
const UTF8 = 1;
const BASE64 = 2;
const UTF16LE = 3;
const LATIN1 = 4;
const HEX = 5;
const BASE64URL = 7;

const byName = {
  '__proto__': null,
  'utf8': UTF8, 'utf-8': UTF8, 'UTF8': UTF8, 'UTF-8': UTF8,
  'ucs2': UTF16LE, 'ucs-2': UTF16LE, 'utf16le': UTF16LE, 'utf-16le': UTF16LE,
  'latin1': LATIN1, 'binary': LATIN1,
  'ascii': ASCII, 'base64': BASE64, 'base64url': BASE64URL, 'hex': HEX,
};
const canonical = {
  __proto__: null,
  [ASCII]: 'ascii', [UTF8]: 'utf8', [BASE64]: 'base64', [UTF16LE]: 'utf16le', [LATIN1]: 'latin1', [HEX]: 'hex',
  [BASE64URL]: 'base64url',
};

// The number of an encoding's name in any case; undefined when nobody knows it.
function encodingId(name) {
  const id = byName[name];
  return id !== undefined ? id : byName[StringPrototypeToLowerCase(`${name}`)];
}

// The canonical name of an encoding ('' and undefined mean utf8); undefined when unknown.
function normalizeEncoding(name) {
  if (name === undefined || name === null || name === 'utf8' || name === 'utf-8' || name === '') return 'utf8';
  const id = encodingId(name);
  return id === undefined ? undefined : canonical[id];
}

// The number of bytes that base64 text stands for, going by its length and padding alone.
function base64Length(text) {
  let length = text.length;
  if (StringPrototypeCharCodeAt(text, length - 1) === 0x3d) length--;
  if (length > 1 && StringPrototypeCharCodeAt(text, length - 1) === 0x3d) length--;
  return (length * 3) >>> 2;
}

// The number of bytes that `text` takes in encoding `id`.
function encodedLength(text, id) {
  switch (id) {
    case UTF8: return ops.op_buffer_utf8_length(text);
    case UTF16LE: return text.length * 2;
    case BASE64:
    case BASE64URL: return base64Length(text);
    case HEX: return text.length >>> 1;
    default: return text.length;
  }
}

module.exports = {
  ASCII, UTF8, BASE64, UTF16LE, LATIN1, HEX, BASE64URL,
  encodingId, normalizeEncoding, encodedLength,
};
