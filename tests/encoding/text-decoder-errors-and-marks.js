'use strict';
// fatal throws, otherwise U+FFFD; the byte order mark goes unless it is asked for.
const assert = require('node:assert');
const bytes = (...list) => new Uint8Array(list);
assert.strictEqual(new TextDecoder().decode(bytes(0xff, 0x41)), '\ufffdA');
assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes(0xff)), {
  name: 'TypeError', code: 'ERR_ENCODING_INVALID_ENCODED_DATA', message: 'The encoded data was not valid for encoding utf-8',
});
assert.throws(() => new TextDecoder('gbk', { fatal: true }).decode(bytes(0xff)), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
assert.strictEqual(new TextDecoder('utf-8', { fatal: true }).decode(bytes(0xc3, 0xa9)), 'é');

const marked = bytes(0xef, 0xbb, 0xbf, 0x61);
assert.strictEqual(new TextDecoder().decode(marked), 'a');
assert.strictEqual(new TextDecoder('utf-8', { ignoreBOM: true }).decode(marked), '\ufeffa');
assert.strictEqual(new TextDecoder('utf-16le').decode(bytes(0xff, 0xfe, 0x61, 0)), 'a');

const decoder = new TextDecoder();
assert.strictEqual(decoder.decode(), '');
assert.strictEqual(decoder.decode(new DataView(bytes(1, 0x61, 2).buffer, 1, 1)), 'a');
assert.strictEqual(decoder.decode(bytes(0x62).buffer), 'b');
for (const value of [5, 'x', null, {}]) assert.throws(() => decoder.decode(value), { code: 'ERR_INVALID_ARG_TYPE' });
