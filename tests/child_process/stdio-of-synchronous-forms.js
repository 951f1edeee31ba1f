// stdio of the synchronous forms: what is no pipe gives null, further pipes are in the output, there is no channel.
const assert = require('node:assert');
const { execFileSync, execSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');

if (process.argv[2] === 'child') {
  // By default what a program reports goes to the standard error of this one, after it has ended.
  assert.strictEqual(execSync('echo reported >&2; echo out', { encoding: 'utf8' }), 'out\n');
  assert.strictEqual(execFileSync('sh', ['-c', 'cat'], { stdio: 'inherit' }), null);
} else main();

function main() {
  const own = spawnSync(process.execPath, [__filename, 'child'], { input: 'typed', encoding: 'utf8' });
  assert.deepStrictEqual([own.status, own.stdout, own.stderr], [0, 'typed', 'reported\n']);

  const run = (stdio) => spawnSync('sh', ['-c', 'echo 1; echo 2 >&2'], { stdio, encoding: 'utf8' });
  assert.deepStrictEqual(run('pipe').output, [null, '1\n', '2\n']);
  assert.deepStrictEqual(run('ignore').output, [null, null, null]);
  assert.deepStrictEqual(run(['pipe', 'ignore']).output, [null, null, '2\n']);
  const fd = fs.openSync('out', 'w');
  const result = run(['ignore', fd, 'pipe']);
  assert.deepStrictEqual([result.stdout, result.stderr, fs.readFileSync('out', 'utf8')], [null, '2\n', '1\n']);
  fs.closeSync(fd);
  const more = spawnSync('sh', ['-c', 'echo 3 >&3; echo 5 >&5'], { stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'ignore', 'pipe'] });
  assert.deepStrictEqual(more.output.map((one) => one && String(one)), [null, '', '', '3\n', null, '5\n']);
  assert.throws(() => spawnSync('true', { stdio: ['ipc'] }), { code: 'ERR_IPC_SYNC_FORK' });
  assert.throws(() => spawnSync('true', { stdio: 'ipc' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.strictEqual(spawnSync('true', { stdio: [1000] }).error.code, 'EBADF');
}
