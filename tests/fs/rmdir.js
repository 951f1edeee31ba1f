const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
fs.mkdirSync('d/e', { recursive: true });
fs.writeFileSync('f', '');
assert.throws(() => fs.rmdirSync('d'), { code: 'ENOTEMPTY', errno: -39, message: "ENOTEMPTY: directory not empty, rmdir 'd'" });
assert.throws(() => fs.rmdirSync('f'), { code: 'ENOTDIR' });
assert.throws(() => fs.rmdirSync('x'), { message: "ENOENT: no such file or directory, rmdir 'x'" });
assert.throws(() => fs.rmdirSync('d', { recursive: true }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The property 'options.recursive' is no longer supported. Received true",
});
assert.throws(() => fs.rmdirSync('d', 5), { code: 'ERR_INVALID_ARG_TYPE' });
fs.rmdirSync('d/e');
fs.rmdir('d', (...args) => assert.deepStrictEqual(args, [null]));
fs.mkdirSync('g');
fs.promises.rmdir('g').then((value) => assert.strictEqual(value, undefined));
