const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'env-')), 'my.env');
process.env.NODE_TEST_KEPT = 'kept';
fs.writeFileSync(file, [
  '# comment', 'NODE_TEST_PLAIN=value # trailing', 'export NODE_TEST_EXPORTED = spaced out ',
  'NODE_TEST_SINGLE=\'one # two\'', 'NODE_TEST_DOUBLE="line\\nbreak"', 'NODE_TEST_MULTI="a', 'b"', 'NODE_TEST_EMPTY=',
  'NODE_TEST_KEPT=changed', 'no equal sign', 'NODE_TEST_TICK=`it\'s "quoted"`', 'NODE_TEST_LAST=x=y',
].join('\r\n'));
process.loadEnvFile(file);
const { env } = process;
assert.strictEqual(env.NODE_TEST_PLAIN, 'value');
assert.strictEqual(env.NODE_TEST_EXPORTED, 'spaced out');
assert.strictEqual(env.NODE_TEST_SINGLE, 'one # two');
assert.strictEqual(env.NODE_TEST_DOUBLE, 'line\nbreak');
assert.strictEqual(env.NODE_TEST_MULTI, 'a\nb');
assert.strictEqual(env.NODE_TEST_EMPTY, '');
assert.strictEqual(env.NODE_TEST_KEPT, 'kept');
assert.strictEqual(env.NODE_TEST_TICK, 'it\'s "quoted"');
assert.strictEqual(env.NODE_TEST_LAST, 'x=y');
assert.throws(() => process.loadEnvFile('/no/such/file'), { code: 'ENOENT', syscall: 'open' });
assert.throws(() => process.loadEnvFile(1), { code: 'ERR_INVALID_ARG_TYPE' });
