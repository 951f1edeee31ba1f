'use strict';
// The same text out of the encodings of the world.
const assert = require('node:assert');
const decode = (label, ...bytes) => new TextDecoder(label).decode(new Uint8Array(bytes));
assert.strictEqual(decode('windows-1252', 0x80, 0xe9), '€é');
assert.strictEqual(decode('iso-8859-15', 0xa4), '€');
assert.strictEqual(decode('windows-1251', 0xcf, 0xf0), 'Пр');
assert.strictEqual(decode('koi8-r', 0xf0), 'П');
assert.strictEqual(decode('shift_jis', 0x93, 0xfa, 0x96, 0x7b), '日本');
assert.strictEqual(decode('euc-jp', 0xc6, 0xfc), '日');
assert.strictEqual(decode('iso-2022-jp', 0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42, 0x61), '日a');
assert.strictEqual(decode('gbk', 0xd6, 0xd0), '中');
assert.strictEqual(decode('big5', 0xa4, 0xa4), '中');
assert.strictEqual(decode('euc-kr', 0xc7, 0xd1), '한');
assert.strictEqual(decode('utf-16le', 0x3d, 0xd8, 0x00, 0xde), '😀');
assert.strictEqual(decode('utf-16be', 0xd8, 0x3d, 0xde, 0x00), '😀');
assert.strictEqual(decode('utf-16le', 0x00, 0xd8), '\ufffd');
assert.strictEqual(decode('x-user-defined', 0x80, 0x61), '\uf780a');
