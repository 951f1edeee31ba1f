'use strict';
const assert = require('node:assert');
assert.throws(() => new URL('nope'), { name: 'TypeError', code: 'ERR_INVALID_URL', message: 'Invalid URL', input: 'nope' });
assert.throws(() => new URL('/x', 'nope'), { code: 'ERR_INVALID_URL', input: '/x', base: 'nope' });
for (const bad of ['http://', 'http://a b', 'http://a:99999', 'http://[::1', 'http://%zz', '//x', '', 'http://a<b']) {
  assert.throws(() => new URL(bad), { code: 'ERR_INVALID_URL' }, bad);
  assert.strictEqual(URL.canParse(bad), false);
  assert.strictEqual(URL.parse(bad), null);
}
assert.throws(() => new URL(), { code: 'ERR_MISSING_ARGS', message: 'The "url" argument must be specified' });
assert.throws(() => URL('http://a'), TypeError);
assert.throws(() => new URL(Symbol('s')), TypeError);
assert.strictEqual(URL.canParse('/x', 'http://a'), true);
assert.strictEqual(URL.parse('/x', 'http://a').href, 'http://a/x');
assert(URL.parse('http://a') instanceof URL);
