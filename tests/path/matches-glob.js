'use strict';
const assert = require('node:assert');
const { posix, win32 } = require('node:path');
const yes = [
  ['a/b.js', 'a/*.js'], ['a/b/c/d.js', 'a/**/*.js'], ['a/d.js', 'a/**/*.js'], ['x.ts', '*.{js,ts}'], ['a1', 'a[0-9]'], ['ab', 'a?'],
  ['ab', 'a[!0-9]'], ['foo.txt', '@(foo|bar).txt'], ['c', '!(a|b)'], ['aaa', '+(a)'], ['file3', 'file{1..3}'], ['.x', '.*'],
  ['a/b/', 'a/b'], ['a/../b', 'b'], ['é', '[[:alpha:]]'], ['a.b', 'a.b'], ['a[', 'a['], ['a/b', '**'],
];
const no = [
  ['a/b/c.js', 'a/*.js'], ['.x', '*'], ['a/.x/b', 'a/**/b'], ['a', '!(a|b)'], ['A', 'a'], ['ab', 'a'], ['a/b', 'a?b'], ['..', '.*'],
  ['a1', 'a[!0-9]'], ['file4', 'file{1..3}'],
];
for (const [path, pattern] of yes) assert.strictEqual(posix.matchesGlob(path, pattern), true, `${path} ${pattern}`);
for (const [path, pattern] of no) assert.strictEqual(posix.matchesGlob(path, pattern), false, `${path} ${pattern}`);
assert(win32.matchesGlob('a\\b\\c.js', 'a/**/*.js'));
assert(win32.matchesGlob('a\\b.js', 'a\\*.js'));
assert(!posix.matchesGlob('a\\b.js', 'a/*.js'));
