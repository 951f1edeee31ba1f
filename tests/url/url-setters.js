'use strict';
// Setters change one part, and leave the URL alone when the value cannot be.
const assert = require('node:assert');
const change = (href, part, value) => {
  const url = new URL(href);
  url[part] = value;
  return url.href;
};
const start = 'http://user:pa@ex.com:81/p?x#h';
const table = [
  ['protocol', 'https', 'https://user:pa@ex.com:81/p?x#h'], ['protocol', 'mailto', start], ['protocol', '1', start],
  ['username', 'ü:', 'http://%C3%BC%3A:pa@ex.com:81/p?x#h'], ['username', '', 'http://:pa@ex.com:81/p?x#h'],
  ['password', '', 'http://user@ex.com:81/p?x#h'], ['password', '@', 'http://user:%40@ex.com:81/p?x#h'],
  ['host', 'b.org:99', 'http://user:pa@b.org:99/p?x#h'], ['host', 'b.org', 'http://user:pa@b.org:81/p?x#h'], ['host', '', start],
  ['hostname', 'b.org', 'http://user:pa@b.org:81/p?x#h'], ['hostname', 'a b', start],
  ['port', '', 'http://user:pa@ex.com/p?x#h'], ['port', '80', 'http://user:pa@ex.com/p?x#h'], ['port', 443, 'http://user:pa@ex.com:443/p?x#h'],
  ['port', '99999', start], ['port', 'abc', start], ['port', '12ab', 'http://user:pa@ex.com:12/p?x#h'],
  ['pathname', 'a/../b', 'http://user:pa@ex.com:81/b?x#h'], ['pathname', 'a?b#c', 'http://user:pa@ex.com:81/a%3Fb%23c?x#h'], ['pathname', '', 'http://user:pa@ex.com:81/?x#h'],
  ['search', 'a=b', 'http://user:pa@ex.com:81/p?a=b#h'], ['search', '', 'http://user:pa@ex.com:81/p#h'], ['search', "?'#", 'http://user:pa@ex.com:81/p?%27%23#h'],
  ['hash', 'x y', 'http://user:pa@ex.com:81/p?x#x%20y'], ['hash', '', 'http://user:pa@ex.com:81/p?x'],
  ['href', 'http://new', 'http://new/'],
];
for (const [part, value, expected] of table) assert.strictEqual(change(start, part, value), expected, `${part} = ${value}`);
assert.strictEqual(change('mailto:a', 'host', 'x'), 'mailto:a');
assert.strictEqual(change('mailto:a', 'username', 'x'), 'mailto:a');
assert.strictEqual(change('file:///a', 'port', '5'), 'file:///a');
assert.throws(() => change(start, 'href', 'nope'), { code: 'ERR_INVALID_URL', input: 'nope' });
const url = new URL(start);
assert.throws(() => { 'use strict'; url.origin = 'x'; }, TypeError);
