const assert = require('node:assert');
const fs = require('node:fs');

const names = ['type', 'bsize', 'frsize', 'blocks', 'bfree', 'bavail', 'files', 'ffree'];
const stats = fs.statfsSync('/');
assert.deepStrictEqual(Object.keys(stats), names);
assert.strictEqual(stats.constructor.name, 'StatFs');
const big = fs.statfsSync('/', { bigint: true });
for (const name of names) assert.strictEqual(typeof big[name], 'bigint');
for (const name of ['type', 'bsize', 'blocks', 'files']) assert.strictEqual(big[name], BigInt(stats[name]));
fs.statfs('/', (error, found) => assert.strictEqual(found.type, stats.type));
fs.promises.statfs('/', { bigint: true }).then((found) => assert.strictEqual(found.type, big.type));
assert.throws(() => fs.statfsSync('/no such'), { code: 'ENOENT', syscall: 'statfs' });
