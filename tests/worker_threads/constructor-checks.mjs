// The constructor checks its arguments before anything starts.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

assert.throws(() => Worker('x'), TypeError);
assert.throws(() => new Worker(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new Worker('', { eval: true, execArgv: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new Worker('', { eval: true, execArgv: ['--no-such-flag-at-all'] }), { code: 'ERR_WORKER_INVALID_EXEC_ARGV' });
