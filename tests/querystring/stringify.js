'use strict';
const assert = require('node:assert');
const qs = require('node:querystring');
assert.strictEqual(qs.stringify({ foo: 'bar', baz: ['qux', 'quux'], corge: '' }), 'foo=bar&baz=qux&baz=quux&corge=');
assert.strictEqual(qs.stringify({ foo: 'bar', baz: 'qux' }, ';', ':'), 'foo:bar;baz:qux');
assert.strictEqual(qs.stringify({ a: 1, b: true, c: 10n, d: NaN, e: null, f: undefined, g: {}, h: [], i: 1e30 }),
  'a=1&b=true&c=10&d=&e=&f=&g=&i=1e%2B30');
assert.strictEqual(qs.stringify({ 'ä b': "!'()*-._~&=+" }), "%C3%A4%20b=!'()*-._~%26%3D%2B");
assert.strictEqual(qs.stringify({ a: 'b c' }, null, null, { encodeURIComponent: (text) => `<${text}>` }), '<a>=<b c>');
for (const value of [undefined, null, 5, 'a']) assert.strictEqual(qs.stringify(value), '');
assert.throws(() => qs.stringify({ a: '\ud800' }), { name: 'URIError', code: 'ERR_INVALID_URI', message: 'URI malformed' });
assert.strictEqual(qs.encode, qs.stringify);
