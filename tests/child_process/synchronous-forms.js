// The synchronous forms wait, and return or throw what came of the program.
const assert = require('node:assert');
const { execFileSync, execSync, spawnSync } = require('node:child_process');

const plain = spawnSync('sh', ['-c', 'cat; echo e >&2; exit 2'], { input: 'in', encoding: 'utf8' });
assert.deepStrictEqual({ ...plain, pid: plain.pid > 0 }, {
  status: 2, signal: null, output: [null, 'in', 'e\n'], pid: true, stdout: 'in', stderr: 'e\n',
});
const missing = spawnSync('no-such-program', ['a']);
assert.deepStrictEqual(
  [missing.error.code, missing.error.syscall, missing.error.path, missing.error.spawnargs, missing.status, missing.output],
  ['ENOENT', 'spawnSync no-such-program', 'no-such-program', ['a'], null, null]);
const late = spawnSync('sleep', ['1000'], { timeout: 50 });
assert.deepStrictEqual([late.error.code, late.signal, late.status], ['ETIMEDOUT', 'SIGTERM', null]);
assert.strictEqual(spawnSync('yes', { maxBuffer: 10 }).error.code, 'ENOBUFS');
const large = 'x'.repeat(3 << 20);
assert.strictEqual(execFileSync('cat', { input: large, encoding: 'utf8', maxBuffer: Infinity }), large);
assert.strictEqual(execSync('echo $0 $A', { env: { A: 'b' }, encoding: 'utf8' }), '/bin/sh b\n');
assert.throws(() => execSync('echo e >&2; exit 3', { stdio: 'pipe' }), (error) => {
  assert.deepStrictEqual(Object.keys(error), ['status', 'signal', 'output', 'pid', 'stdout', 'stderr']);
  assert.deepStrictEqual([error.status, error.message], [3, 'Command failed: echo e >&2; exit 3\ne\n']);
  return true;
});
assert.throws(() => execFileSync('sh', ['-c', 'exit 3']), { status: 3, message: 'Command failed: sh -c exit 3' });
const extra = spawnSync('sh', ['-c', 'echo 3 >&3'], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
assert.deepStrictEqual(extra.output[3], Buffer.from('3\n'));
