'use strict';
const assert = require('node:assert');
const url = require('node:url');
process.on('warning', () => {});
const table = [
  ['/one/two/three', 'four', '/one/two/four'], ['http://example.com/', '/one', 'http://example.com/one'],
  ['http://example.com/one', '/two', 'http://example.com/two'], ['http://a/b/c/d;p?q', '../g?y#s', 'http://a/b/g?y#s'],
  ['http://a/b/c/d;p?q', '?y', 'http://a/b/c/d;p?y'], ['http://a/b/c/d;p?q', '', 'http://a/b/c/d;p?q'], ['http://a/b/c/d;p?q', '../../../g', 'http://a/g'],
  ['http://a/b', '//c/d', 'http://c/d'], ['http://a/b', 'https://c', 'https://c/'], ['http://a/b', 'mailto:x@y', 'mailto:x@y'],
  ['mailto:a@b', 'c@d', 'mailto:c@d'], ['http://u:p@a/b', 'c', 'http://u:p@a/c'], ['http://u:p@a/b', '//x/y', 'http://x/y'],
  ['/a/b/', './../c/.', '/a/c/'], ['javascript:code', '../x', 'javascript:../x'],
];
for (const [from, to, expected] of table) {
  assert.strictEqual(url.resolve(from, to), expected, `${from} + ${to}`);
}
assert.strictEqual(url.resolveObject('http://a/b', 'c').href, 'http://a/c');
assert.strictEqual(url.resolveObject('', 'c'), 'c');
