'use strict';
// Ill-formed input becomes U+FFFD, or ends the text, never garbage.
const assert = require('node:assert');

assert.strictEqual(Buffer.from('\ud800').toString('hex'), 'efbfbd');
assert.strictEqual(Buffer.from('a\udc00b').toString(), 'a\ufffdb');
const decode = (hex) => Buffer.from(hex, 'hex').toString();
assert.strictEqual(decode('ff41'), '\ufffdA');
assert.strictEqual(decode('e282'), '\ufffd');
assert.strictEqual(decode('f0808080'), '\ufffd\ufffd\ufffd\ufffd');
assert.strictEqual(decode('eda080'), '\ufffd\ufffd\ufffd');
assert.strictEqual(decode('efbbbf61'), '\ufeffa');
assert.strictEqual(Buffer.from('00d8', 'hex').toString('utf16le'), '\ud800');
assert.strictEqual(Buffer.from('610062', 'hex').toString('ucs2'), 'a');

assert.strictEqual(Buffer.from('61zz62', 'hex').toString(), 'a');
assert.strictEqual(Buffer.from('616', 'hex').toString(), 'a');
assert.strictEqual(Buffer.from('YW Jj\nZA==', 'base64').toString(), 'abcd');
assert.strictEqual(Buffer.from('YWJj-_+/', 'base64').toString('hex'), '616263fbffbf');
assert.strictEqual(Buffer.from('*Y*W*J*j*', 'base64url').toString(), 'abc');
