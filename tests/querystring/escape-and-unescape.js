'use strict';
// The functions that parse and stringify use can be replaced by the program.
const assert = require('node:assert');
const qs = require('node:querystring');
assert.strictEqual(qs.escape('a b&é'), 'a%20b%26%C3%A9');
assert.strictEqual(qs.escape(5), '5');
assert.strictEqual(qs.escape({}), '%5Bobject%20Object%5D');
assert.strictEqual(qs.unescape('a%20b%zz'), 'a b%zz');
assert.strictEqual(qs.unescapeBuffer('a%20%zz').toString(), 'a %zz');
assert(Buffer.isBuffer(qs.unescapeBuffer('a')));
const { escape, unescape } = qs;
qs.escape = (text) => text.toUpperCase();
assert.strictEqual(qs.stringify({ a: 'b' }), 'A=B');
qs.unescape = (text) => `[${text}]`;
assert.deepStrictEqual({ ...qs.parse('a=b') }, { '[a]': '[b]' });
Object.assign(qs, { escape, unescape });
