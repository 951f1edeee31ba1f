'use strict';
const assert = require('node:assert');
const url = require('node:url');
assert.strictEqual(url.domainToASCII('español.com'), 'xn--espaol-zwa.com');
assert.strictEqual(url.domainToASCII('中文.com'), 'xn--fiq228c.com');
assert.strictEqual(url.domainToASCII('xn--iñvalid.com'), '');
assert.strictEqual(url.domainToASCII('a b'), '');
assert.strictEqual(url.domainToASCII('1.2.3'), '1.2.0.3');
assert.strictEqual(url.domainToUnicode('xn--espaol-zwa.com'), 'español.com');
assert.strictEqual(url.domainToUnicode('xn--iñvalid.com'), '');
assert.throws(() => url.domainToASCII(), { code: 'ERR_MISSING_ARGS' });
const my = new URL('https://a:b@xn--g6w251d/?abc#foo');
assert.strictEqual(url.format(my), 'https://a:b@xn--g6w251d/?abc#foo');
assert.strictEqual(url.format(my, { fragment: false, unicode: true, auth: false }), 'https://測試/?abc');
assert.strictEqual(url.format(my, { search: false }), 'https://a:b@xn--g6w251d/#foo');
assert.throws(() => url.format(my, 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.deepStrictEqual({ ...url.urlToHttpOptions(new URL('https://u:p%40@[::1]:99/a?b#c')) }, {
  protocol: 'https:', hostname: '::1', hash: '#c', search: '?b', pathname: '/a', path: '/a?b', href: 'https://u:p%40@[::1]:99/a?b#c',
  port: 99, auth: 'u:p@',
});
assert.strictEqual(url.urlToHttpOptions(new URL('http://a')).port, undefined);
