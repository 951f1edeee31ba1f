const assert = require('node:assert');
const { Readable } = require('node:stream');

const bytes = Buffer.from('é€');
const r = new Readable({ read() {} });
r.push(bytes.subarray(0, 1));
r.setEncoding('utf8');
r.push(bytes.subarray(1, 3));
r.push(bytes.subarray(3));
assert.strictEqual(r.read(), 'é€');
