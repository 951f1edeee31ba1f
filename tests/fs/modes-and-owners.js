const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const file = at('f');
fs.writeFileSync(file, '');
const mode = () => fs.statSync(file).mode & 0o7777;
fs.chmodSync(file, 0o640);
assert.strictEqual(mode(), 0o640);
fs.chmodSync(file, '0604');
assert.strictEqual(mode(), 0o604);
const fd = fs.openSync(file);
fs.fchmodSync(fd, 0o600);
assert.strictEqual(mode(), 0o600);
fs.fchownSync(fd, -1, -1);
fs.fchownSync(fd, process.getuid(), process.getgid());
fs.chownSync(file, -1, 4294967295);
fs.symlinkSync('f', at('l'));
fs.lchownSync(at('l'), process.getuid(), process.getgid());
assert.throws(() => fs.chmodSync(file, '7a'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'mode' must be a 32-bit unsigned integer or an octal string. Received '7a'",
});
assert.throws(() => fs.chmodSync(file), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.chmodSync(file, -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.chownSync(file, -2, 1), {
  code: 'ERR_OUT_OF_RANGE', message: 'The value of "uid" is out of range. It must be >= -1 && <= 4294967295. Received -2',
});
assert.throws(() => fs.chownSync(file, 1), { code: 'ERR_INVALID_ARG_TYPE', message: /"gid"/ });
assert.throws(() => fs.chmodSync(at('x'), 0), { message: `ENOENT: no such file or directory, chmod '${at('x')}'` });
assert.throws(() => fs.chownSync(at('x'), 1, 1), { syscall: 'chown' });
assert.throws(() => fs.lchownSync(at('x'), 1, 1), { syscall: 'lchown' });
assert.throws(() => fs.fchmodSync(9999, 0), { message: 'EBADF: bad file descriptor, fchmod' });
assert.throws(() => fs.fchownSync(9999, 1, 1), { message: 'EBADF: bad file descriptor, fchown' });
assert.strictEqual(fs.lchmod, undefined);
assert.rejects(fs.promises.lchmod(file, 0o600), { code: 'ERR_METHOD_NOT_IMPLEMENTED', message: 'The lchmod() method is not implemented' });
(async () => {
  await fs.promises.chmod(file, 0o644);
  assert.strictEqual(mode(), 0o644);
  await fs.promises.chown(file, -1, -1);
  await fs.promises.lchown(at('l'), -1, -1);
  await new Promise((resolve) => fs.chmod(file, 0o600, (...args) => resolve(assert.deepStrictEqual(args, [null]))));
  await new Promise((resolve) => fs.fchmod(fd, 0o660, (...args) => resolve(assert.deepStrictEqual(args, [null]))));
  assert.strictEqual(mode(), 0o660);
  await new Promise((resolve) => fs.chown(file, -1, -1, resolve));
  await new Promise((resolve) => fs.lchown(at('l'), -1, -1, resolve));
  await new Promise((resolve) => fs.fchown(fd, -1, -1, resolve));
  fs.closeSync(fd);
})();
