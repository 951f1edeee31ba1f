const assert = require('node:assert');
const fs = require('node:fs');
const { folder, at } = require('./_temp.js');

const file = at('f');
assert.throws(() => fs.openSync(file), { code: 'ENOENT', message: `ENOENT: no such file or directory, open '${file}'` });
const close = (fd) => fs.closeSync(fd);
close(fs.openSync(file, 'w'));
close(fs.openSync(file));
close(fs.openSync(file, null));
close(fs.openSync(file, 'r+'));
close(fs.openSync(file, 'as'));
close(fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT));
assert.throws(() => fs.openSync(file, 'wx'), { code: 'EEXIST', errno: -17 });
assert.throws(() => fs.openSync(file, 'xa+'), { code: 'EEXIST' });
assert.throws(() => fs.openSync(folder, 'w'), { code: 'EISDIR' });
assert.throws(() => fs.openSync(file, 'q'), { code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'flags' is invalid. Received 'q'" });
assert.throws(() => fs.openSync(file, {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.openSync(file, 1.5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.openSync(file, 'r', 'zz'), { code: 'ERR_INVALID_ARG_VALUE' });
const before = process.umask(0o022);
close(fs.openSync(at('mode'), 'w', 0o777));
assert.strictEqual(fs.statSync(at('mode')).mode & 0o777, 0o755);
close(fs.openSync(at('octal'), 'w', '600'));
assert.strictEqual(fs.statSync(at('octal')).mode & 0o777, 0o600);
process.umask(before);
// One after the other: a number that was closed twice could belong to another file by then.
fs.open(file, (error, fd) => {
  assert.strictEqual(error, null);
  fs.close(fd, (...args) => {
    assert.deepStrictEqual(args, [null]);
    fs.close(fd, (error) => {
      assert.strictEqual(error.message, 'EBADF: bad file descriptor, close');
      assert.strictEqual(error.syscall, 'close');
      fs.open(file, 'r', 0o666, (error, fd) => close(fd));
    });
  });
});
assert.throws(() => fs.open(file, 'r'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.close(1, null), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.closeSync('1'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.closeSync(2 ** 31), { code: 'ERR_OUT_OF_RANGE' });
