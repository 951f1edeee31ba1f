'use strict';
// url.parse() keeps its old ways.
const assert = require('node:assert');
const url = require('node:url');
process.on('warning', () => {});
const fields = (input, ...rest) => Object.fromEntries(Object.entries(url.parse(input, ...rest)).filter(([, value]) => value !== null));
assert.deepStrictEqual(fields('http://user:pass@EXAMPLE.com:8000/foo/bar?baz=quux#frag'), {
  protocol: 'http:', slashes: true, auth: 'user:pass', host: 'example.com:8000', port: '8000', hostname: 'example.com', hash: '#frag',
  search: '?baz=quux', query: 'baz=quux', pathname: '/foo/bar', path: '/foo/bar?baz=quux',
  href: 'http://user:pass@example.com:8000/foo/bar?baz=quux#frag',
});
assert.deepStrictEqual(fields('/a?b=c'), { search: '?b=c', query: 'b=c', pathname: '/a', path: '/a?b=c', href: '/a?b=c' });
assert.deepStrictEqual(fields('//h/p', false, true), { slashes: true, host: 'h', hostname: 'h', pathname: '/p', path: '/p', href: '//h/p' });
assert.deepStrictEqual({ ...url.parse('/a?b=c&b=d', true).query }, { b: ['c', 'd'] });
assert.deepStrictEqual(fields('mailto:a@b.c'), { protocol: 'mailto:', auth: 'a', host: 'b.c', hostname: 'b.c', href: 'mailto:a@b.c' });
assert.strictEqual(url.parse(' http:\\\\a\\b?\\c\t').href, 'http://a/b?\\c'.replace('\\', '%5C'));
assert.strictEqual(url.parse('javascript:alert(\'x\');').pathname, "alert('x');");
assert.strictEqual(url.parse('http://[fe80::1]:80/').hostname, 'fe80::1');
assert.strictEqual(url.parse('http://täst.de/').hostname, 'xn--tst-qla.de');
assert.strictEqual(url.parse('http://a/ {x}').pathname, '/%20%7Bx%7D');
assert(url.parse('x') instanceof url.Url);
assert.throws(() => url.parse(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => url.parse('http://a:b:c/'), { code: 'ERR_INVALID_ARG_VALUE' });
