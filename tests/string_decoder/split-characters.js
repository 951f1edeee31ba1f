'use strict';
const assert = require('node:assert');
const { StringDecoder } = require('node:string_decoder');
const texts = ['', 'ASCII', 'äöü€', '😀 x 👍', '\ud83d alone', 'a\u0000b'];
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii']) {
  for (const text of texts) {
    const bytes = Buffer.from(text, encoding === 'base64' || encoding === 'hex' || encoding === 'base64url' ? 'utf8' : encoding);
    const whole = bytes.toString(encoding);
    for (let size = 1; size < 5; size++) {
      const decoder = new StringDecoder(encoding);
      let out = '';
      for (let i = 0; i < bytes.length; i += size) out += decoder.write(bytes.subarray(i, i + size));
      out += decoder.end();
      assert.strictEqual(out, whole, `${encoding} in pieces of ${size}`);
    }
  }
}
