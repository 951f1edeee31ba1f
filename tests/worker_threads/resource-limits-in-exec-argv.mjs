// Options that set limits for the whole process cannot be given to one worker.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

for (const flag of ['--max-old-space-size=10', '--max_old_space_size=10', '--stack-size=100', '--max-semi-space-size=1']) {
  assert.throws(() => new Worker('', { eval: true, execArgv: [flag] }), {
    code: 'ERR_WORKER_INVALID_EXEC_ARGV',
    message: `Initiated Worker with invalid execArgv flags: ${flag}`,
  });
}
