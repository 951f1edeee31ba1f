// UTF-8 in both directions around the lengths where an implementation changes its way: blocks of vectors, short and long
// strings, Latin-1 and wide ones, ill-formed parts at every place.
'use strict';
const assert = require('node:assert');

// The decoder of the Encoding Standard, one byte at a time. https://encoding.spec.whatwg.org/#utf-8-decoder
function decode(bytes) {
  let out = '';
  let point = 0, needed = 0, lower = 0x80, upper = 0xbf;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (needed === 0) {
      if (byte < 0x80) {
        out += String.fromCharCode(byte);
      } else if (byte >= 0xc2 && byte <= 0xdf) {
        needed = 1;
        point = byte & 0x1f;
      } else if (byte >= 0xe0 && byte <= 0xef) {
        if (byte === 0xe0) lower = 0xa0;
        if (byte === 0xed) upper = 0x9f;
        needed = 2;
        point = byte & 0xf;
      } else if (byte >= 0xf0 && byte <= 0xf4) {
        if (byte === 0xf0) lower = 0x90;
        if (byte === 0xf4) upper = 0x8f;
        needed = 3;
        point = byte & 7;
      } else {
        out += '\ufffd';
      }
      continue;
    }
    if (byte < lower || byte > upper) {
      needed = 0;
      lower = 0x80;
      upper = 0xbf;
      i--;
      out += '\ufffd';
      continue;
    }
    lower = 0x80;
    upper = 0xbf;
    point = point << 6 | byte & 0x3f;
    if (--needed === 0) out += String.fromCodePoint(point);
  }
  return needed === 0 ? out : `${out}\ufffd`;
}

const decoder = new TextDecoder();
const strict = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

const pieces = ['', 'z', 'é', 'ÿ', 'Ā', '€', '😀'].map((text) => [...encoder.encode(text)]).concat([
  [0xf0, 0x9f], [0xff], [0xc0, 0x80], [0xe2, 0x82, 0x41], [0xed, 0xa0, 0x80], [0x80, 0x80], [0xf4, 0x90, 0x80, 0x80],
]);
for (const filler of ['a', 'é', 'ж', '你', '😀']) {
  const unit = [...encoder.encode(filler)];
  for (const count of [0, 1, 7, 15, 16, 31, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1030]) {
    for (const piece of pieces) {
      for (const end of [[], [0x65]]) {
        const bytes = [];
        for (let i = 0; i < count; i++) bytes.push(...unit);
        bytes.push(...piece, ...end);
        const view = Uint8Array.from(bytes);
        const expected = decode(bytes);
        assert.strictEqual(decoder.decode(view), expected);
        assert.strictEqual(Buffer.from(view).toString(), expected);
        if (expected.includes('\ufffd')) {
          assert.throws(() => strict.decode(view), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
          continue;
        }
        assert.strictEqual(strict.decode(view), expected);
        assert.deepStrictEqual(encoder.encode(expected), view);
        assert.strictEqual(Buffer.byteLength(expected), view.length);
        assert.ok(Buffer.from(expected).equals(view));
        const target = new Uint8Array(view.length + 2).fill(0x21);
        assert.deepStrictEqual(encoder.encodeInto(expected, target), { read: expected.length, written: view.length });
        assert.deepStrictEqual(target.subarray(0, view.length), view);
        assert.deepStrictEqual([...target.subarray(view.length)], [0x21, 0x21]);
      }
    }
  }
}

// Surrogates without their other half become U+FFFD, at any place of a long text.
for (const count of [0, 31, 64, 300]) {
  const text = `${'ж'.repeat(count)}\ud800${'x'.repeat(count)}\udc00😀`;
  const bytes = encoder.encode(text);
  assert.strictEqual(decoder.decode(bytes), text.toWellFormed());
  assert.strictEqual(Buffer.byteLength(text), bytes.length);
  assert.ok(Buffer.from(text).equals(bytes));
}
