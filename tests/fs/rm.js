const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
const make = () => {
  fs.mkdirSync('t/a/b', { recursive: true });
  for (const name of ['t/f', 't/a/g', 't/a/b/h']) fs.writeFileSync(name, '');
  fs.writeFileSync('kept', '');
  fs.symlinkSync('../kept', 't/link');
  fs.symlinkSync('..', 't/a/linkup');
};
const missing = { code: 'ENOENT', syscall: 'lstat', path: 'x', message: "ENOENT: no such file or directory, lstat 'x'" };
const isFolder = {
  name: 'SystemError', code: 'ERR_FS_EISDIR', message: 'Path is a directory: rm returned EISDIR (is a directory) t',
  syscall: 'rm', path: 't', errno: 21, info: { code: 'EISDIR', message: 'is a directory', path: 't', syscall: 'rm', errno: 21 },
};
(async () => {
  make();
  assert.throws(() => fs.rmSync('x'), missing);
  assert.throws(() => fs.rmSync('t'), isFolder);
  assert.throws(() => fs.rmSync('t/f/u', { force: true }), { code: 'ENOTDIR' });
  fs.rmSync('x', { force: true });
  fs.rmSync('t/f');
  fs.rmSync('t', { recursive: true });
  assert.deepStrictEqual(fs.readdirSync('.'), ['kept']);
  make();
  await new Promise((resolve) => fs.rm('x', (error) => resolve(assert.strictEqual(error.message, missing.message))));
  await new Promise((resolve) => fs.rm('t', (error) => resolve(assert.strictEqual(error.message, isFolder.message))));
  await new Promise((resolve) => fs.rm('x', { force: true }, (...args) => resolve(assert.deepStrictEqual(args, [null]))));
  await new Promise((resolve) => fs.rm('t', { recursive: true, maxRetries: 2, retryDelay: 1 }, (...args) => resolve(assert.deepStrictEqual(args, [null]))));
  assert.deepStrictEqual(fs.readdirSync('.'), ['kept']);
  make();
  await assert.rejects(fs.promises.rm('x'), missing);
  await assert.rejects(fs.promises.rm('t'), isFolder);
  assert.strictEqual(await fs.promises.rm('t', { recursive: true, force: true }), undefined);
  assert.deepStrictEqual(fs.readdirSync('.'), ['kept']);
  // A link to a folder goes, the folder stays.
  fs.mkdirSync('d');
  fs.symlinkSync('d', 'ld');
  fs.rmSync('ld', { recursive: true });
  assert.deepStrictEqual(fs.readdirSync('.'), ['d', 'kept']);
})();
assert.throws(() => fs.rmSync('x', { recursive: 1 }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.recursive"/ });
assert.throws(() => fs.rmSync('x', { maxRetries: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.rmSync('x', null), { code: 'ERR_INVALID_ARG_TYPE' });
