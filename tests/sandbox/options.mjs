// heddle-only
// What the option `sandbox` takes, and what `worker.sandbox` tells.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const start = (sandbox, options = { isolation: 'process' }) => new Worker('', { eval: true, sandbox, ...options });
const throws = (code, ...args) => assert.throws(() => start(...args), { code });

throws('ERR_INVALID_ARG_VALUE', true, {});
throws('ERR_INVALID_ARG_VALUE', { read: [] }, { isolation: 'thread' });
throws('ERR_INVALID_ARG_TYPE', 1);
throws('ERR_INVALID_ARG_TYPE', null);
throws('ERR_INVALID_ARG_VALUE', { reads: [] });
throws('ERR_INVALID_ARG_TYPE', { read: '/tmp' });
throws('ERR_INVALID_ARG_TYPE', { write: [1] });
throws('ERR_INVALID_ARG_TYPE', { env: 1 });
throws('ERR_INVALID_ARG_TYPE', { bestEffort: 1 });
throws('ERR_INCOMPATIBLE_OPTION_PAIR', { env: {} }, { isolation: 'process', env: {} });
// Not built yet.
throws('ERR_PROCESS_WORKER_UNSUPPORTED', { net: ['127.0.0.1:1'] });
throws('ERR_PROCESS_WORKER_UNSUPPORTED', { spawn: ['/bin/true'] });

async function end(sandbox) {
  const worker = start(sandbox);
  const errors = [];
  worker.on('error', (error) => errors.push(error));
  const code = await new Promise((resolve) => { worker.on('exit', resolve); });
  return { code, errors, sandbox: worker.sandbox, reason: worker.exitReason };
}
const { code, sandbox } = await end(true);
assert.strictEqual(code, 0);
assert.ok(sandbox.files && sandbox.landlock >= 3 && sandbox.systemCalls && Array.isArray(sandbox.namespaces), sandbox);
assert.ok(Object.isFrozen(sandbox));
assert.strictEqual((await end(false)).sandbox, undefined);

// A grant that cannot be given is none that is left out.
const missing = await end({ read: ['/nowhere/at/all'], bestEffort: true });
assert.strictEqual(missing.reason, 'not-started');
assert.strictEqual(missing.errors[0].code, 'ERR_WORKER_INIT_FAILED');
assert.match(missing.errors[0].message, /\/nowhere\/at\/all/);
