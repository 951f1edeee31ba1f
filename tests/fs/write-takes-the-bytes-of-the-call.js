// heddle-only: a buffer may be changed as soon as write() has returned; Node writes what is in it later.
const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const fd = fs.openSync(at('f'), 'w');
const bytes = Buffer.from('before');
fs.write(fd, bytes, (error, written) => {
  assert.deepStrictEqual([error, written], [null, 6]);
  assert.strictEqual(fs.readFileSync(at('f'), 'utf8'), 'before');
  fs.closeSync(fd);
});
bytes.fill('x');
