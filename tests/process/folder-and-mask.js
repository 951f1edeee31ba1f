const assert = require('node:assert');
const fs = require('node:fs');

const start = process.cwd();
process.chdir('/');
assert.strictEqual(process.cwd(), '/');
process.chdir(start);
assert.throws(() => process.chdir('/no/such/folder'), {
  code: 'ENOENT', syscall: 'chdir', path: fs.realpathSync(start), dest: '/no/such/folder',
  message: `ENOENT: no such file or directory, chdir '${start}' -> '/no/such/folder'`,
});
assert.throws(() => process.chdir(1), { code: 'ERR_INVALID_ARG_TYPE' });

const mask = process.umask(0o077);
assert.strictEqual(process.umask(), 0o077);
assert.strictEqual(process.umask('22'), 0o077);
assert.strictEqual(process.umask(mask), 0o022);
assert.throws(() => process.umask('9'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => process.umask(-1), { code: 'ERR_OUT_OF_RANGE' });
