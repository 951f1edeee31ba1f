// heddle-only
// What a worker with permissions starts has the same, or fewer: never more.
import assert from 'node:assert';
import { DENIED, inWorker } from './fixtures/permitted.mjs';

const nested = (options) => `new Promise((resolve, reject) => {
  const { Worker } = require('worker_threads');
  new Worker(\`
    const code = (f) => { try { f(); return 'allowed'; } catch (error) { return error.code; } };
    require('worker_threads').parentPort.postMessage([
      code(() => require('fs').readdirSync('/usr')), code(() => require('fs').readdirSync('/etc')), process.env.A ?? null,
      process.permission.has('fs.read', '/etc'),
    ]);
  \`, { eval: true, ...${options} }).on('message', resolve).on('error', reject);
})`;
const own = { read: ['/usr', '/etc'], env: { A: '1' } };
assert.deepStrictEqual(await inWorker(own, nested('{}')), ['allowed', 'allowed', '1', true]);
assert.deepStrictEqual(await inWorker(own, nested("{ permissions: { read: ['/usr'] } }")), ['allowed', DENIED, null, false]);
assert.deepStrictEqual(await inWorker(own, nested("{ permissions: { read: ['/usr/lib/..'], env: { A: '2' } } }")), ['allowed', DENIED, '2', false]);

const refused = await inWorker(own, `[
  { permissions: { read: ['/'] } }, { permissions: { read: true } }, { permissions: { write: ['/usr'] } },
  { permissions: { net: ['127.0.0.1:1'] } }, { permissions: { spawn: ['true'] } }, { isolation: 'process' },
  { isolation: 'process', sandbox: true },
].map((options) => code(() => new (require('worker_threads').Worker)('', { eval: true, ...options })))`);
assert.deepStrictEqual(refused, Array(7).fill(DENIED));
// The environment of the whole program is not for it.
assert.strictEqual(await inWorker(own, `(() => {
  const { SHARE_ENV, Worker } = require('worker_threads');
  return code(() => new Worker('', { eval: true, env: SHARE_ENV }));
})()`), DENIED);
