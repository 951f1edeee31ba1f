const assert = require('node:assert');
const fs = require('node:fs');
const { folder, at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'hello');
fs.symlinkSync('f', at('link'));
const names = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks', 'atimeMs', 'mtimeMs', 'ctimeMs', 'birthtimeMs'];
const stats = fs.statSync(at('f'));
assert.deepStrictEqual(Object.keys(stats), names);
assert.strictEqual(stats.constructor.name, 'Stats');
assert.ok(stats instanceof fs.Stats);
assert.strictEqual(stats.size, 5);
assert.strictEqual(stats.mode & fs.constants.S_IFMT, fs.constants.S_IFREG);
assert.deepStrictEqual([stats.isFile(), stats.isDirectory(), stats.isSymbolicLink(), stats.isFIFO(), stats.isSocket(),
  stats.isBlockDevice(), stats.isCharacterDevice()], [true, false, false, false, false, false, false]);
assert.ok(fs.statSync(folder).isDirectory());
assert.ok(fs.statSync('/dev/null').isCharacterDevice());
assert.ok(fs.lstatSync(at('link')).isSymbolicLink());
assert.ok(fs.statSync(at('link')).isFile());
assert.strictEqual(fs.statSync(at('link')).ino, stats.ino);
for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
  assert.ok(stats[name] instanceof Date);
  assert.strictEqual(stats[name], stats[name]);
  assert.ok(Math.abs(stats[name].getTime() - stats[`${name}Ms`]) <= 0.5);
}
const big = fs.statSync(at('f'), { bigint: true });
assert.strictEqual(big.constructor.name, 'BigIntStats');
assert.deepStrictEqual(Object.keys(big), [...names, 'atimeNs', 'mtimeNs', 'ctimeNs', 'birthtimeNs']);
for (const name of names.slice(0, 10)) assert.strictEqual(big[name], BigInt(stats[name]), name);
assert.strictEqual(big.mtimeMs, big.mtimeNs / 1000000n);
assert.ok(big.mtime instanceof Date);
assert.ok(big.isFile());
const fd = fs.openSync(at('f'));
assert.deepStrictEqual(fs.fstatSync(fd).ino, stats.ino);
assert.strictEqual(fs.fstatSync(fd, { bigint: true }).size, 5n);
fs.closeSync(fd);
stats.atime = 5;
assert.strictEqual(stats.atime, 5);
