const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
const real = process.cwd();
fs.mkdirSync('a/b', { recursive: true });
fs.writeFileSync('a/b/f', '');
fs.symlinkSync('a/b', 'l');
fs.symlinkSync('../../l', 'a/b/up');
fs.symlinkSync(`${real}/a`, 'absolute');
fs.symlinkSync('loop2', 'loop1');
fs.symlinkSync('loop1', 'loop2');
fs.symlinkSync('nowhere', 'dangling');
for (const resolve of [fs.realpathSync, fs.realpathSync.native]) {
  assert.strictEqual(resolve('.'), real);
  assert.strictEqual(resolve('/'), '/');
  assert.strictEqual(resolve('l/f'), `${real}/a/b/f`);
  assert.strictEqual(resolve('a/b/up/up/f'), `${real}/a/b/f`);
  assert.strictEqual(resolve('./absolute//b/./f'), `${real}/a/b/f`);
  assert.deepStrictEqual(resolve('l', 'buffer'), Buffer.from(`${real}/a/b`));
  assert.strictEqual(resolve('/', { encoding: 'hex' }), '2f');
}
// The text is resolved first here, the links there.
assert.strictEqual(fs.realpathSync('l/../a'), `${real}/a`);
assert.throws(() => fs.realpathSync.native('l/../b/x'), { code: 'ENOENT', syscall: 'realpath', path: 'l/../b/x' });
assert.strictEqual(fs.realpathSync.native('l/../b'), `${real}/a/b`);
assert.throws(() => fs.realpathSync('no/x'), { syscall: 'lstat', path: `${real}/no`, message: `ENOENT: no such file or directory, lstat '${real}/no'` });
assert.throws(() => fs.realpathSync.native('no/x'), { message: "ENOENT: no such file or directory, realpath 'no/x'" });
assert.throws(() => fs.realpathSync('dangling'), { code: 'ENOENT', syscall: 'stat', path: `${real}/dangling` });
assert.throws(() => fs.realpathSync('loop1'), { code: 'ELOOP', syscall: 'stat' });
assert.throws(() => fs.realpathSync.native('loop1'), { code: 'ELOOP', syscall: 'realpath', path: 'loop1' });
assert.throws(() => fs.realpathSync.native('a/b/f/'), { code: 'ENOTDIR' });
assert.throws(() => fs.realpathSync.native('a/b/f/..'), { code: 'ENOTDIR' });
assert.throws(() => fs.realpathSync(1), { code: 'ENOENT', path: `${real}/1` });
fs.realpath('l', (error, path) => assert.deepStrictEqual([error, path], [null, `${real}/a/b`]));
fs.realpath.native('l', (error, path) => assert.deepStrictEqual([error, path], [null, `${real}/a/b`]));
fs.realpath('no', (error) => assert.strictEqual(error.syscall, 'lstat'));
fs.promises.realpath('l').then((path) => assert.strictEqual(path, `${real}/a/b`));
assert.rejects(fs.promises.realpath('no'), { syscall: 'realpath' });
