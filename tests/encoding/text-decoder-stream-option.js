'use strict';
// With { stream: true } characters may be cut anywhere.
const assert = require('node:assert');
const text = 'a€😀日本\ufeffz';
for (const [label, bytes] of [['utf-8', Buffer.from(text)], ['utf-16le', Buffer.from(text, 'utf16le')]]) {
  for (let size = 1; size < 5; size++) {
    const decoder = new TextDecoder(label);
    let out = '';
    for (let at = 0; at < bytes.length; at += size) out += decoder.decode(bytes.subarray(at, at + size), { stream: true });
    out += decoder.decode();
    assert.strictEqual(out, text, `${label} by ${size}`);
    // The decoder starts anew after the end.
    assert.strictEqual(decoder.decode(bytes), text);
  }
}
const open = new TextDecoder();
assert.strictEqual(open.decode(new Uint8Array([0xe2, 0x82]), { stream: true }), '');
assert.strictEqual(open.decode(), '\ufffd');
const marked = new TextDecoder();
assert.strictEqual(marked.decode(new Uint8Array([0xef]), { stream: true }), '');
assert.strictEqual(marked.decode(new Uint8Array([0xbb, 0xbf, 0x61])), 'a');
