const assert = require('node:assert');
const fs = require('node:fs');
const { folder, at } = require('./_temp.js');

process.chdir(folder);
assert.strictEqual(fs.mkdirSync('a'), undefined);
assert.throws(() => fs.mkdirSync('a'), { code: 'EEXIST', errno: -17, message: "EEXIST: file already exists, mkdir 'a'" });
assert.throws(() => fs.mkdirSync('n/m'), { code: 'ENOENT', message: "ENOENT: no such file or directory, mkdir 'n/m'" });
assert.strictEqual(fs.mkdirSync('a/b/c', { recursive: true }), 'a/b');
assert.strictEqual(fs.mkdirSync('a/b/c', { recursive: true }), undefined);
assert.strictEqual(fs.mkdirSync('./a/../a/b/./x/y//z/', { recursive: true }), './a/../a/b/./x');
assert.strictEqual(fs.mkdirSync(at('q/w/'), { recursive: true }), at('q'));
fs.writeFileSync('f', '');
assert.throws(() => fs.mkdirSync('f', { recursive: true }), { code: 'EEXIST', path: 'f' });
assert.throws(() => fs.mkdirSync('f/k/l', { recursive: true }), { code: 'ENOTDIR', message: "ENOTDIR: not a directory, mkdir 'f/k/l'" });
assert.strictEqual(fs.mkdirSync('/', { recursive: true }), undefined);
const before = process.umask(0);
fs.mkdirSync('m1', 0o700);
fs.mkdirSync('m2', '0750');
fs.mkdirSync('m3', { mode: 0o711 });
process.umask(before);
assert.deepStrictEqual(['m1', 'm2', 'm3'].map((name) => fs.statSync(name).mode & 0o777), [0o700, 0o750, 0o711]);
assert.throws(() => fs.mkdirSync('z', { mode: 'abc' }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The property 'options.mode' must be a 32-bit unsigned integer or an octal string. Received 'abc'",
});
assert.throws(() => fs.mkdirSync('z', { recursive: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
fs.mkdir('cb', (...args) => assert.deepStrictEqual(args, [null]));
fs.mkdir('cb1/cb2', { recursive: true }, (...args) => {
  assert.deepStrictEqual(args, [null, 'cb1']);
  fs.mkdir('cb1/cb2', { recursive: true }, (...args) => assert.deepStrictEqual(args, [null]));
});
fs.promises.mkdir('p1/p2', { recursive: true }).then((first) => assert.strictEqual(first, 'p1'));
fs.promises.mkdir('p3').then((value) => assert.strictEqual(value, undefined));
