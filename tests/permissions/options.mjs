// heddle-only
// What the option `permissions` takes, and process.permission of a worker that has some.
import assert from 'node:assert';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { inWorker } from './fixtures/permitted.mjs';

const start = (permissions, options) => new Worker('', { eval: true, isolation: 'thread', permissions, ...options });
const throws = (code, ...args) => assert.throws(() => start(...args), { code });
throws('ERR_INVALID_ARG_TYPE', true);
throws('ERR_INVALID_ARG_TYPE', null);
throws('ERR_INVALID_ARG_VALUE', { reads: [] });
throws('ERR_INVALID_ARG_TYPE', { read: '/tmp' });
throws('ERR_INVALID_ARG_TYPE', { write: [1] });
throws('ERR_INVALID_ARG_TYPE', { net: [1] });
for (const address of ['', 'host', 'host:', ':1', 'host:x', 'host:65536', 'a:b:1', 'http://host:1']) {
  throws('ERR_INVALID_ARG_VALUE', { net: [address] });
}
throws('ERR_INVALID_ARG_TYPE', { spawn: [1] });
throws('ERR_INVALID_ARG_TYPE', { env: 1 });
throws('ERR_INCOMPATIBLE_OPTION_PAIR', { env: {} }, { env: {} });
throws('ERR_INVALID_ARG_TYPE', {}, { env: SHARE_ENV });
// A process has a sandbox instead, and a thread permissions.
assert.throws(() => start({}, { isolation: 'process' }), { code: 'ERR_INVALID_ARG_VALUE', message: /sandbox/ });
assert.throws(() => start(undefined, { sandbox: true }), { code: 'ERR_INVALID_ARG_VALUE', message: /permissions/ });

assert.strictEqual(process.permission, undefined);
assert.strictEqual(await inWorker(undefined, 'process.permission === undefined'), true);
assert.deepStrictEqual(await inWorker({ read: ['/usr'], net: true, spawn: ['git'] }, `[
  process.permission.has('fs.read'), process.permission.has('fs.read', '/usr/lib'), process.permission.has('fs.read', Buffer.from('/usr')),
  process.permission.has('fs.read', '/'), process.permission.has('fs', '/usr'), process.permission.has('fs.write', '/usr'),
  process.permission.has('net'), process.permission.has('net', 'host:1'), process.permission.has('child'),
  process.permission.has('child', 'git'), process.permission.has('worker'), process.permission.has('unknown'),
  code(() => process.permission.has(1)), code(() => process.permission.has('fs.read', 1)), Object.keys(process.env).length,
]`), [false, true, true, false, false, false, true, true, false, true, true, false,
  'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_TYPE', 0]);
