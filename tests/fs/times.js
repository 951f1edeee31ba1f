const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const file = at('f');
fs.writeFileSync(file, '');
fs.symlinkSync('f', at('l'));
const times = (path = file) => {
  const { atimeNs, mtimeNs } = fs.lstatSync(path, { bigint: true });
  return [atimeNs, mtimeNs];
};
fs.utimesSync(file, 1, 2.5);
assert.deepStrictEqual(times(), [1000000000n, 2500000000n]);
fs.utimesSync(file, '3', new Date(4250));
assert.deepStrictEqual(times(), [3000000000n, 4250000000n]);
fs.utimesSync(file, new Date(-1500), 0);
assert.deepStrictEqual(times(), [-1500000000n, 0n]);
fs.lutimesSync(at('l'), 7, 8);
assert.deepStrictEqual(times(at('l')), [7000000000n, 8000000000n]);
assert.deepStrictEqual(times(), [-1500000000n, 0n]);
const fd = fs.openSync(file);
fs.futimesSync(fd, 9, 10);
assert.deepStrictEqual(times(), [9000000000n, 10000000000n]);
// Negative numbers mean now.
fs.utimesSync(file, -5, -5);
assert.ok(Date.now() - fs.statSync(file).mtimeMs < 60000);
for (const bad of ['x', NaN, Infinity, undefined, {}, null]) {
  assert.throws(() => fs.utimesSync(file, 1, bad), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "time" argument must be an instance of Date or an Time in seconds\./,
  });
}
assert.throws(() => fs.utimesSync(at('x'), 1, 2), { message: `ENOENT: no such file or directory, utime '${at('x')}'` });
assert.throws(() => fs.lutimesSync(at('x'), 1, 2), { syscall: 'lutime' });
assert.throws(() => fs.futimesSync(9999, 1, 2), { message: 'EBADF: bad file descriptor, futime' });
(async () => {
  await fs.promises.utimes(file, 11, 12);
  assert.deepStrictEqual(times(), [11000000000n, 12000000000n]);
  await fs.promises.lutimes(at('l'), 1, 2);
  assert.deepStrictEqual(times(at('l')), [1000000000n, 2000000000n]);
  await new Promise((resolve) => fs.utimes(file, 1, 1, (...args) => resolve(assert.deepStrictEqual(args, [null]))));
  await new Promise((resolve) => fs.futimes(fd, 2, 2, resolve));
  await new Promise((resolve) => fs.lutimes(at('l'), 3, 3, resolve));
  assert.deepStrictEqual(times(), [2000000000n, 2000000000n]);
  fs.closeSync(fd);
})();
