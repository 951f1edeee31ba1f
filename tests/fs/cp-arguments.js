const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
fs.mkdirSync('s');
assert.throws(() => fs.cpSync('s', 'd', { recursive: 1 }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.recursive"/ });
assert.throws(() => fs.cpSync('s', 'd', { filter: 1 }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.filter"/ });
assert.throws(() => fs.cpSync('s', 'd', { mode: 9 }), { code: 'ERR_OUT_OF_RANGE', message: 'The value of "mode" is out of range. It must be >= 0 && <= 7. Received 9' });
assert.throws(() => fs.cpSync('s', 'd', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.cpSync('s', 'd', { dereference: true, verbatimSymlinks: true }), { code: 'ERR_INCOMPATIBLE_OPTION_PAIR' });
assert.throws(() => fs.cpSync('s', 'd', { recursive: true, filter: async () => true }), { code: 'ERR_INVALID_RETURN_VALUE' });
assert.throws(() => fs.cpSync(1, 'd'), { message: /^The "src" argument/ });
assert.throws(() => fs.cpSync('s', 1), { message: /^The "dest" argument/ });
assert.throws(() => fs.cpSync('s', 'd'), { code: 'ERR_FS_EISDIR', message: 'Recursive option not enabled, cannot copy a directory: s/' });
assert.throws(() => fs.cpSync('s', 's/x', { recursive: true }), { message: 'Cannot copy s/ to a subdirectory of self s/x' });
assert.rejects(fs.promises.cp('s', 'd'), {
  name: 'SystemError', code: 'ERR_FS_EISDIR', message: 'Path is a directory: cp returned EISDIR (s is a directory (not copied)) s',
});
assert.rejects(fs.promises.cp('s', 'd', { mode: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
fs.cp('s', 'ok', { recursive: true }, (...args) => assert.deepStrictEqual(args, [null, undefined]));
