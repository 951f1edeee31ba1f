const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

// Sparse: takes no room.
fs.writeFileSync(at('big'), '');
fs.truncateSync(at('big'), 3 * 2 ** 30);
const tooLarge = {
  name: 'RangeError', code: 'ERR_FS_FILE_TOO_LARGE', message: 'File size (3221225472) is greater than 2 GiB',
};
assert.throws(() => fs.readFileSync(at('big')), tooLarge);
fs.readFile(at('big'), (error) => assert.strictEqual(error.message, tooLarge.message));
assert.rejects(fs.promises.readFile(at('big')), tooLarge);
