'use strict';
// The parts of a URL, as the URL Standard gives them.
const assert = require('node:assert');
const parts = (url) => [url.href, url.origin, url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search, url.hash];
const table = [
  ['http://user:pa@ex.com:81/p/a?x=1&y=2#h', ['http://user:pa@ex.com:81/p/a?x=1&y=2#h', 'http://ex.com:81', 'http:', 'user', 'pa', 'ex.com:81', 'ex.com', '81', '/p/a', '?x=1&y=2', '#h']],
  ['HTTPS://EX.com:443', ['https://ex.com/', 'https://ex.com', 'https:', '', '', 'ex.com', 'ex.com', '', '/', '', '']],
  ['mailto:a@b?c', ['mailto:a@b?c', 'null', 'mailto:', '', '', '', '', '', 'a@b', '?c', '']],
  ['file:///a/../b c', ['file:///b%20c', 'null', 'file:', '', '', '', '', '', '/b%20c', '', '']],
  ['http://[::1]:8080/', ['http://[::1]:8080/', 'http://[::1]:8080', 'http:', '', '', '[::1]:8080', '[::1]', '8080', '/', '', '']],
  ['http://español.com/ñ?ñ#ñ', ['http://xn--espaol-zwa.com/%C3%B1?%C3%B1#%C3%B1', 'http://xn--espaol-zwa.com', 'http:', '', '', 'xn--espaol-zwa.com', 'xn--espaol-zwa.com', '', '/%C3%B1', '?%C3%B1', '#%C3%B1']],
  ['http://u@h/?#', ['http://u@h/?#', 'http://h', 'http:', 'u', '', 'h', 'h', '', '/', '', '']],
  ['blob:https://ex.com/id', ['blob:https://ex.com/id', 'https://ex.com', 'blob:', '', '', '', '', '', 'https://ex.com/id', '', '']],
  ['http://0x7f.1/', ['http://127.0.0.1/', 'http://127.0.0.1', 'http:', '', '', '127.0.0.1', '127.0.0.1', '', '/', '', '']],
  ['data:text/plain,a', ['data:text/plain,a', 'null', 'data:', '', '', '', '', '', 'text/plain,a', '', '']],
  ['foo://h:99/p', ['foo://h:99/p', 'null', 'foo:', '', '', 'h:99', 'h', '99', '/p', '', '']],
  [' \thttp://a\n/b ', ['http://a/b', 'http://a', 'http:', '', '', 'a', 'a', '', '/b', '', '']],
];
for (const [input, expected] of table) assert.deepStrictEqual(parts(new URL(input)), expected, input);
assert.strictEqual(new URL('../c?d', 'http://h/a/b/x').href, 'http://h/a/c?d');
assert.strictEqual(new URL('//other/x', 'https://h').href, 'https://other/x');
assert.strictEqual(new URL(new URL('http://a/b'), 'http://c').href, 'http://a/b');
