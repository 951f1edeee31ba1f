const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
const { COPYFILE_EXCL, COPYFILE_FICLONE } = fs.constants;
const data = Buffer.alloc(300000, 'abcdefg');
fs.writeFileSync('src', data, { mode: 0o640 });
fs.chmodSync('src', 0o751);
assert.strictEqual(fs.copyFileSync('src', 'dest'), undefined);
assert.ok(fs.readFileSync('dest').equals(data));
assert.strictEqual(fs.statSync('dest').mode & 0o777, 0o751);
fs.writeFileSync('long', Buffer.alloc(400000));
fs.copyFileSync('src', 'long', COPYFILE_FICLONE);
assert.ok(fs.readFileSync('long').equals(data));
assert.throws(() => fs.copyFileSync('src', 'dest', COPYFILE_EXCL), {
  code: 'EEXIST', errno: -17, syscall: 'copyfile', path: 'src', dest: 'dest', message: "EEXIST: file already exists, copyfile 'src' -> 'dest'",
});
assert.ok(fs.readFileSync('dest').equals(data));
// Onto itself it does nothing.
fs.linkSync('src', 'same');
fs.copyFileSync('src', 'same');
assert.ok(fs.readFileSync('src').equals(data));
assert.throws(() => fs.copyFileSync('no', 'dest'), { message: "ENOENT: no such file or directory, copyfile 'no' -> 'dest'" });
assert.throws(() => fs.copyFileSync('.', 'dest2'), { code: 'EISDIR' });
assert.throws(() => fs.copyFileSync('src', '.'), { code: 'EISDIR' });
assert.throws(() => fs.copyFileSync('src', 'x', 8), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.copyFileSync('src', 'x', 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.copyFileSync(), { message: /^The "src" argument/ });
fs.copyFile('src', 'cb', (...args) => {
  assert.deepStrictEqual(args, [null]);
  assert.ok(fs.readFileSync('cb').equals(data));
});
fs.promises.copyFile('src', 'promise', COPYFILE_EXCL).then((value) => {
  assert.strictEqual(value, undefined);
  assert.ok(fs.readFileSync('promise').equals(data));
  return assert.rejects(fs.promises.copyFile('src', 'promise', COPYFILE_EXCL), { code: 'EEXIST' });
});
