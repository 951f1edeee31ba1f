const assert = require('node:assert');
const fs = require('node:fs');
const util = require('node:util');
const { at } = require('./_temp.js');

const file = at('f');
const fd = fs.openSync(file, 'w');
const call = (...args) => new Promise((resolve) => fs.write(fd, ...args, (...result) => resolve(result)));
(async () => {
  const b = Buffer.from('hello');
  assert.deepStrictEqual(await call(b), [null, 5, b]);
  assert.deepStrictEqual(await call(b, 1), [null, 4, b]);
  assert.deepStrictEqual(await call(b, 0, 2), [null, 2, b]);
  assert.deepStrictEqual(await call(b, 0, 1, 0), [null, 1, b]);
  assert.deepStrictEqual(await call(b, { offset: 3, position: 1 }), [null, 2, b]);
  assert.deepStrictEqual(await call('str'), [null, 3, 'str']);
  assert.deepStrictEqual(await call('é', 0), [null, 2, 'é']);
  assert.deepStrictEqual(await call('é', 0, 'latin1'), [null, 1, 'é']);
  assert.deepStrictEqual(await call(''), [null, 0, '']);
  assert.throws(() => fs.write(fd, b), { code: 'ERR_INVALID_ARG_TYPE', message: /"cb"/ });
  assert.throws(() => fs.write(fd, {}, () => {}), { code: 'ERR_INVALID_ARG_TYPE', message: /"buffer"/ });
  const result = await util.promisify(fs.write)(fd, b);
  assert.deepStrictEqual({ ...result }, { bytesWritten: 5, buffer: b });
  fs.closeSync(fd);
})();
