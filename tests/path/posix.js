'use strict';
// node:path/posix, function by function.
const assert = require('node:assert');
const { posix: path } = require('node:path');
const table = (name, rows) => {
  for (const [result, ...args] of rows) assert.deepStrictEqual(path[name](...args), result, `${name}(${JSON.stringify(args)})`);
};
table('normalize', [['.', ''], ['/', '///'], ['a/c/', './a/./b/..//c//'], ['../../a', '../../a'], ['/a', '/../../a'], ['./', './'],
  ['../', 'a/../../'], ['a\\b', 'a\\b'], ['..a/b', '..a/b'], ['...', '...']]);
table('join', [['.', ''], ['.'], ['a/b/c', 'a', '', 'b', './c'], ['/b', '/', '..', 'b'], ['b', 'a', '..', 'b'], ['a/', 'a', '/'], ['/', '', '/']]);
table('resolve', [['/b', '/a', '..', 'b'], ['/x/y', '/a', '/x', 'y/'], ['/', '/'], [process.cwd()], [process.cwd(), ''],
  [`${process.cwd()}/x`, 'x']]);
table('relative', [['../../impl/bbb', '/data/test/aaa', '/data/impl/bbb'], ['', '/a', '/a/'], ['b', '/a', '/a/b'], ['..', '/a/b', '/a'],
  ['../baz', '/foo/bar', '/foo/baz'], ['../foobar', '/foo', '/foobar'], ['a', '/', '/a'], ['..', '/a', '/'], ['../..', '/a/b', '/']]);
table('dirname', [['.', ''], ['/', '/'], ['/', '/a'], ['//', '//a'], ['a', 'a/b/'], ['/a/b/', '/a/b//c'], ['.', 'a'], ['/a', '/a/b']]);
table('basename', [['', ''], ['c.txt', '/a/b/c.txt'], ['c', '/a/b/c.txt', '.txt'], ['c.txt', '/a/c.txt', 'x'], ['b', 'a/b///'],
  ['.txt', '.txt', '.txt.txt'], ['', '.txt', '.txt'], ['a\\b', 'x/a\\b']]);
table('extname', [['', ''], ['', 'a'], ['.b', 'a.b'], ['.', 'a.'], ['', '.a'], ['.c', 'x.y/a.b.c'], ['', 'a.b/c'], ['', '..'], ['.', '...'], ['.b', '.a.b/']]);
table('isAbsolute', [[false, ''], [true, '/a'], [false, 'a/'], [false, 'C:\\']]);
table('parse', [
  [{ root: '/', dir: '/home/user', base: 'file.txt', ext: '.txt', name: 'file' }, '/home/user/file.txt'],
  [{ root: '', dir: '.', base: '.x', ext: '', name: '.x' }, './.x'],
  [{ root: '/', dir: '/', base: '', ext: '', name: '' }, '/'],
  [{ root: '', dir: '', base: '', ext: '', name: '' }, ''],
  [{ root: '', dir: 'a', base: 'b', ext: '', name: 'b' }, 'a/b/'],
]);
table('format', [['/a/b.c', { dir: '/a', base: 'b.c' }], ['/b.c', { root: '/', name: 'b', ext: 'c' }], ['/r/b', { dir: '/r', root: '/', base: 'b' }],
  ['b.c', { name: 'b', ext: '.c' }], ['', {}]]);
assert.strictEqual(path.toNamespacedPath('/a/'), '/a/');
assert.strictEqual(path.sep + path.delimiter, '/:');
assert.strictEqual(require('node:path/posix'), path);
assert.strictEqual(path.posix, path);
