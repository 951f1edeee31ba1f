const assert = require('node:assert');
const fs = require('node:fs');
const { folder, at } = require('./_temp.js');

process.chdir(folder);
for (const name of ['b', 'a', 'é', 'B']) fs.writeFileSync(name, '');
fs.mkdirSync('dir');
fs.symlinkSync('a', 'link');
const sorted = ['B', 'a', 'b', 'dir', 'link', 'é'];
assert.deepStrictEqual(fs.readdirSync('.'), sorted);
assert.deepStrictEqual(fs.readdirSync(folder, 'buffer'), sorted.map((name) => Buffer.from(name)));
assert.deepStrictEqual(fs.readdirSync('.', { encoding: 'hex' }), sorted.map((name) => Buffer.from(name).toString('hex')));
const entries = fs.readdirSync('.', { withFileTypes: true });
assert.deepStrictEqual(entries.map((entry) => entry.name), sorted);
assert.ok(entries.every((entry) => entry instanceof fs.Dirent && entry.parentPath === '.' && !('path' in entry)));
const kinds = (entry) => ['isFile', 'isDirectory', 'isSymbolicLink', 'isFIFO', 'isSocket', 'isBlockDevice', 'isCharacterDevice'].filter((name) => entry[name]());
assert.deepStrictEqual(kinds(entries[0]), ['isFile']);
assert.deepStrictEqual(kinds(entries[3]), ['isDirectory']);
assert.deepStrictEqual(kinds(entries[4]), ['isSymbolicLink']);
assert.deepStrictEqual(fs.readdirSync('dir'), []);
const missing = { code: 'ENOENT', errno: -2, syscall: 'scandir', path: 'no', message: "ENOENT: no such file or directory, scandir 'no'" };
assert.throws(() => fs.readdirSync('no'), missing);
assert.throws(() => fs.readdirSync('a'), { code: 'ENOTDIR', syscall: 'scandir' });
assert.throws(() => fs.readdirSync('.', 'nope'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.readdirSync('.', 1), { code: 'ERR_INVALID_ARG_TYPE' });
fs.readdir('.', (error, names) => {
  assert.strictEqual(error, null);
  assert.deepStrictEqual(names, sorted);
});
fs.readdir('no', (error, names) => {
  assert.strictEqual(error.message, missing.message);
  assert.strictEqual(names, undefined);
});
fs.promises.readdir('.', { withFileTypes: true }).then((entries) => assert.deepStrictEqual(entries.map((entry) => entry.name), sorted));
assert.rejects(fs.promises.readdir('no'), missing);
