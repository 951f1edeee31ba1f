const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
fs.writeFileSync('f', 'x');
fs.linkSync('f', 'hard');
assert.strictEqual(fs.statSync('f').nlink, 2);
fs.symlinkSync('f', 'soft');
fs.symlinkSync('f', 'typed', 'file');
assert.strictEqual(fs.readlinkSync('soft'), 'f');
assert.deepStrictEqual(fs.readlinkSync('soft', 'buffer'), Buffer.from('f'));
assert.strictEqual(fs.readlinkSync('soft', { encoding: 'base64' }), 'Zg==');
assert.throws(() => fs.readlinkSync('f'), { code: 'EINVAL', message: "EINVAL: invalid argument, readlink 'f'" });
assert.throws(() => fs.symlinkSync('t', 'soft'), {
  code: 'EEXIST', syscall: 'symlink', path: 't', dest: 'soft', message: "EEXIST: file already exists, symlink 't' -> 'soft'",
});
assert.throws(() => fs.linkSync('no', 'p'), { message: "ENOENT: no such file or directory, link 'no' -> 'p'", path: 'no', dest: 'p' });
assert.throws(() => fs.symlinkSync('a', 'b', 'foo'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'type' must be one of: 'dir', 'file', 'junction', null, undefined. Received 'foo'",
});
assert.throws(() => fs.symlinkSync(1, 'b'), { message: /^The "target" argument/ });
assert.throws(() => fs.linkSync('a'), { message: /^The "newPath" argument/ });
fs.renameSync('f', 'g');
assert.ok(!fs.existsSync('f'));
assert.throws(() => fs.renameSync('no', 'p'), {
  code: 'ENOENT', syscall: 'rename', path: 'no', dest: 'p', message: "ENOENT: no such file or directory, rename 'no' -> 'p'",
});
fs.unlinkSync('hard');
assert.throws(() => fs.unlinkSync('hard'), { message: "ENOENT: no such file or directory, unlink 'hard'" });
assert.throws(() => fs.unlinkSync('.'), { syscall: 'unlink' });
fs.symlink('g', 's1', (...args) => assert.deepStrictEqual(args, [null]));
fs.symlink('g', 's2', 'dir', (...args) => {
  assert.deepStrictEqual(args, [null]);
  fs.readlink('s2', (error, target) => assert.deepStrictEqual([error, target], [null, 'g']));
});
fs.link('g', 'h1', (...args) => {
  assert.deepStrictEqual(args, [null]);
  fs.unlink('h1', (...args) => assert.deepStrictEqual(args, [null]));
});
fs.rename('no', 'p', (error) => assert.strictEqual(error.dest, 'p'));
(async () => {
  await fs.promises.symlink('g', 's3');
  assert.strictEqual(await fs.promises.readlink('s3'), 'g');
  await fs.promises.link('g', 'h2');
  await fs.promises.rename('h2', 'h3');
  await fs.promises.unlink('h3');
  await assert.rejects(fs.promises.unlink('h3'), { syscall: 'unlink' });
})();
