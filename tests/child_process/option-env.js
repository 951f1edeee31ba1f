// env replaces the environment, also of the synchronous forms; without it a program has this one as it is now.
const assert = require('node:assert');
const { exec, execFileSync, execSync, fork, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const { promisify } = require('node:util');

if (process.argv[2] === 'child') process.send({ ...process.env });
else main();

async function main() {
  const lines = (options) => spawnSync('/usr/bin/env', { encoding: 'utf8', ...options }).stdout.split('\n').slice(0, -1);
  process.env.HEDDLE_TEST_SET = 'one';
  assert.ok(lines({}).includes('HEDDLE_TEST_SET=one'));
  assert.ok(lines({ env: undefined }).includes('HEDDLE_TEST_SET=one') && lines({ env: null }).includes('HEDDLE_TEST_SET=one'));
  delete process.env.HEDDLE_TEST_SET;
  assert.ok(!lines({}).some((line) => line.startsWith('HEDDLE_TEST_SET')));
  assert.deepStrictEqual(lines({ env: {} }), []);
  // Inherited ones count, undefined ones do not; a value may hold anything but a zero.
  const env = { __proto__: { INHERITED: 'i' }, PLAIN: '', NOT: undefined, SIGNS: 'a=b "\' \n ü', 'odd name': 'x' };
  assert.deepStrictEqual(execFileSync('/usr/bin/env', ['-0'], { env, encoding: 'utf8' }).split('\0').sort(),
    ['', 'INHERITED=i', 'PLAIN=', 'SIGNS=a=b "\' \n ü', 'odd name=x'].sort());
  assert.strictEqual(execSync('echo $A-$HOME', { env: { A: 'a' }, encoding: 'utf8' }), 'a-\n');
  assert.strictEqual((await promisify(exec)('echo $A-$HOME', { env: { A: 'a' } })).stdout, 'a-\n');
  // The program is looked for in its own PATH.
  assert.strictEqual(spawnSync('env', { env: { PATH: '/no/such/folder' } }).error.code, 'ENOENT');
  assert.strictEqual(spawnSync('env', { env: { PATH: '/no/such/folder:/usr/bin:/bin' } }).status, 0);

  const child = fork(__filename, ['child'], { env: { ONLY: 'this' } });
  assert.deepStrictEqual((await once(child, 'message'))[0], { ONLY: 'this' });
  assert.throws(() => spawnSync('env', { env: { 'A\0': '' } }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => spawnSync('env', { env: { A: 'x\0' } }), { code: 'ERR_INVALID_ARG_VALUE' });
}
