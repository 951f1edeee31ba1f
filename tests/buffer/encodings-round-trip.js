'use strict';
// Every encoding gives the bytes that it should, and back.
const assert = require('node:assert');

const text = 'aé€😀';
assert.strictEqual(Buffer.from(text).toString('hex'), '61c3a9e282acf09f9880');
assert.strictEqual(Buffer.from(text, 'utf16le').toString('hex'), '6100e900ac203dd800de');
assert.strictEqual(Buffer.from(text, 'latin1').toString('hex'), '61e9ac3d00');
assert.strictEqual(Buffer.from('aé', 'ascii').toString('ascii'), 'ai');

const bytes = Buffer.from([0, 1, 62, 63, 127, 128, 251, 255]);
for (const encoding of ['hex', 'base64', 'base64url', 'latin1', 'binary', 'ucs2', 'UTF-16LE', 'HEX']) {
  const round = Buffer.from(bytes.toString(encoding), encoding);
  assert.deepStrictEqual(round, bytes, encoding);
}
assert.strictEqual(bytes.toString('base64'), 'AAE+P3+A+/8=');
assert.strictEqual(bytes.toString('base64url'), 'AAE-P3-A-_8');
assert.strictEqual(Buffer.from(text).toString(), text);
assert.strictEqual(Buffer.from(text, 'utf8').toString('utf8', 1, 6), 'é€');
for (const name of ['utf8', 'utf-8', 'ucs2', 'ucs-2', 'utf16le', 'latin1', 'binary', 'base64', 'base64url', 'hex', 'ascii']) {
  assert(Buffer.isEncoding(name) && Buffer.isEncoding(name.toUpperCase()), name);
}
for (const name of ['utf9', '', 'buffer', undefined, 5, null]) assert(!Buffer.isEncoding(name));
