// shell: /bin/sh or another one; argv0: the name that a program sees; the options of Windows have no effect.
const assert = require('node:assert');
const { execFile, execFileSync, execSync, spawn, spawnSync } = require('node:child_process');
const { promisify } = require('node:util');

const out = (...args) => spawnSync(...args).stdout.toString();
assert.strictEqual(out('echo $0 $((40 + 2)); exit 1', { shell: true }), '/bin/sh 42\n');
assert.strictEqual(out('echo ${BASH_VERSION:+bash} $0', { shell: '/bin/bash' }), 'bash /bin/bash\n');
const unshelled = spawnSync('echo "$0"', { shell: false });
assert.deepStrictEqual([unshelled.error.code, unshelled.output, unshelled.stdout, unshelled.stderr], ['ENOENT', null, undefined, undefined]);
assert.strictEqual(spawnSync('x', { shell: '/no/such/shell' }).error.path, '/no/such/shell');
assert.deepStrictEqual(spawn('exit', ['0'], { shell: true }).spawnargs, ['/bin/sh', '-c', 'exit 0']);
assert.strictEqual(execFileSync('echo', ['$HOME', '*'], { encoding: 'utf8' }), '$HOME *\n');
assert.strictEqual(execFileSync('echo', ['$A'], { shell: true, env: { A: 'a' }, encoding: 'utf8' }), 'a\n');
assert.strictEqual(execSync('echo $0', { shell: '/bin/bash', encoding: 'utf8' }), '/bin/bash\n');
// exec and execSync have a shell in any case.
assert.strictEqual(execSync('echo $0', { encoding: 'utf8', shell: true }), '/bin/sh\n');
for (const shell of [1, {}, []]) assert.throws(() => spawn('x', { shell }), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(out('sh', ['-c', 'echo $0'], { argv0: 'other name' }), 'other name\n');
assert.deepStrictEqual(spawn('sh', ['-c', ':'], { argv0: 'x' }).spawnargs, ['x', '-c', ':']);
assert.strictEqual(spawn('sh', ['-c', ':'], { argv0: 'x' }).spawnfile, 'sh');
assert.throws(() => spawn('sh', { argv0: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });

const windows = { windowsHide: true, windowsVerbatimArguments: true };
assert.strictEqual(out('echo', ['a b'], windows), 'a b\n');
promisify(execFile)('echo', ['a b'], windows).then(({ stdout }) => assert.strictEqual(stdout, 'a b\n'));
for (const name of ['windowsHide', 'windowsVerbatimArguments']) {
  assert.throws(() => spawn('true', { [name]: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
}
