// With few file descriptors a worker that cannot start emits an error with a code, and everything else goes on.
// heddle-only
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Built-in files must not be read from a folder, which takes a descriptor of its own.
delete process.env.HEDDLE_DEV_JS;
const script = fileURLToPath(new URL('./fixtures/many-workers.mjs', import.meta.url));
for (const limit of [24, 40]) {
  const run = ['-c', `ulimit -n ${limit}; exec "$0" "$@"`, process.execPath, script, '100'];
  const { status, stdout, stderr } = spawnSync('sh', run, { encoding: 'utf8' });
  assert.strictEqual(status, 7, stderr);
  const { started, failure, last } = JSON.parse(stdout);
  assert(started > 2 && started < limit, `${started}`);
  assert.deepStrictEqual(failure, {
    how: 'emitted', name: 'Error', code: 'ERR_WORKER_INIT_FAILED', exitReason: 'not-started',
  });
  assert.strictEqual(last, 'ready');
}
