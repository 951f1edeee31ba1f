const assert = require('node:assert');
const fs = require('node:fs');
const { folder, at } = require('./_temp.js');

const missing = {
  name: 'Error', code: 'ENOENT', errno: -2, syscall: 'open', path: at('x'),
  message: `ENOENT: no such file or directory, open '${at('x')}'`,
};
assert.throws(() => fs.readFileSync(at('x')), missing);
assert.throws(() => fs.readFileSync(at('x'), 'utf8'), missing);
assert.throws(() => fs.readFileSync(folder), {
  code: 'EISDIR', errno: -21, syscall: 'read', message: 'EISDIR: illegal operation on a directory, read',
});
assert.throws(() => fs.readFileSync(at('x'), { flag: 'q' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.readFileSync(at('x'), 'nope'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'encoding' is invalid encoding. Received 'nope'",
});
assert.throws(() => fs.readFileSync({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.readFile(at('x')), { code: 'ERR_INVALID_ARG_TYPE' });
fs.readFile(at('x'), (error, data) => {
  assert.ok(error instanceof Error);
  assert.strictEqual(error.message, missing.message);
  assert.strictEqual(data, undefined);
});
assert.rejects(fs.promises.readFile(at('x')), missing).then(() => assert.rejects(fs.promises.readFile(folder), {
  code: 'EISDIR', path: folder, message: `EISDIR: illegal operation on a directory, read '${folder}'`,
}));
