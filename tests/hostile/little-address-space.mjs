// With little address space a worker that cannot start is an exception with a code, and everything else goes on.
// heddle-only
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Built-in files must not be read from a folder, which takes a descriptor of its own.
delete process.env.HEDDLE_DEV_JS;
const script = fileURLToPath(new URL('./fixtures/many-workers.mjs', import.meta.url));
for (const megabytes of [3000, 3500]) {
  const run = ['-c', `ulimit -v ${megabytes * 1024}; exec "$0" "$@"`, process.execPath, script, '100'];
  const { status, stdout, stderr } = spawnSync('sh', run, { encoding: 'utf8' });
  assert.strictEqual(status, 7, stderr);
  const { started, failure, last } = JSON.parse(stdout);
  assert(started > 0 && started < 100, `${started}`);
  assert.deepStrictEqual(failure, { how: 'thrown', name: 'Error', code: 'ERR_WORKER_INIT_FAILED' });
  assert.strictEqual(last, 'ready');
}
