const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const file = at('f');
const size = () => fs.statSync(file).size;
fs.writeFileSync(file, 'hello world');
fs.truncateSync(file, 5);
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'hello');
fs.truncateSync(file, 7);
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'hello\0\0');
fs.truncateSync(file);
assert.strictEqual(size(), 0);
const fd = fs.openSync(file, 'r+');
fs.ftruncateSync(fd, 4);
assert.strictEqual(size(), 4);
fs.ftruncateSync(fd, -3);
assert.strictEqual(size(), 0);
assert.strictEqual(fs.fsyncSync(fd), undefined);
assert.strictEqual(fs.fdatasyncSync(fd), undefined);
assert.throws(() => fs.truncateSync(at('x'), 1), { message: `ENOENT: no such file or directory, open '${at('x')}'` });
assert.throws(() => fs.truncateSync(file, 1.5), { code: 'ERR_OUT_OF_RANGE', message: 'The value of "len" is out of range. It must be an integer. Received 1.5' });
assert.throws(() => fs.ftruncateSync(fd, 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
for (const [call, name] of [[fs.ftruncateSync, 'ftruncate'], [fs.fsyncSync, 'fsync'], [fs.fdatasyncSync, 'fdatasync']]) {
  assert.throws(() => call(9999), { message: `EBADF: bad file descriptor, ${name}` });
}
(async () => {
  await fs.promises.truncate(file, 6);
  assert.strictEqual(size(), 6);
  for (const start of [(done) => fs.truncate(file, 3, done), (done) => fs.truncate(file, done), (done) => fs.ftruncate(fd, 2, done),
    (done) => fs.fsync(fd, done), (done) => fs.fdatasync(fd, done)]) {
    await new Promise((resolve) => start((...args) => resolve(assert.deepStrictEqual(args, [null]))));
  }
  assert.strictEqual(size(), 2);
  fs.truncate(at('x'), 1, (error) => assert.strictEqual(error.syscall, 'open'));
  fs.closeSync(fd);
})();
