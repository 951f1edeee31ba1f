'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');
const url = new URL('http://u@a:1/b?c=d#e');
assert.strictEqual(inspect(url), `URL {
  href: 'http://u@a:1/b?c=d#e',
  origin: 'http://a:1',
  protocol: 'http:',
  username: 'u',
  password: '',
  host: 'a:1',
  hostname: 'a',
  port: '1',
  pathname: '/b',
  search: '?c=d',
  searchParams: URLSearchParams { 'c' => 'd' },
  hash: '#e'
}`);
assert.strictEqual(`${url}`, url.href);
assert.strictEqual(JSON.stringify({ url }), '{"url":"http://u@a:1/b?c=d#e"}');
assert.deepStrictEqual(Object.keys(url), []);
assert.strictEqual(Object.prototype.toString.call(url), '[object URL]');
assert.strictEqual(inspect(new URLSearchParams('a=1&a=2&b')), "URLSearchParams { 'a' => '1', 'a' => '2', 'b' => '' }");
assert.strictEqual(inspect(new URLSearchParams()), 'URLSearchParams {}');
assert.strictEqual(inspect(new URLSearchParams('a=1').entries()), "URLSearchParams Iterator { [ 'a', '1' ] }");
assert.strictEqual(inspect(new URLSearchParams('a=1').keys()), "URLSearchParams Iterator { 'a' }");
assert.deepStrictEqual([...Object.keys(URL.prototype)], ['toString', 'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname',
  'port', 'pathname', 'search', 'searchParams', 'hash', 'toJSON']);
