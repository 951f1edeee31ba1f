// threads: a process has a folder, an environment, an id and a size of its own
// SHARE_ENV makes parent and worker see each other's changes.
import assert from 'node:assert';
import { once } from 'node:events';
import { SHARE_ENV, Worker } from 'node:worker_threads';

assert.strictEqual(SHARE_ENV, Symbol.for('nodejs.worker_threads.SHARE_ENV'));
const worker = new Worker('process.env.SET_IN_WORKER = "foo"; delete process.env.GONE', { eval: true, env: SHARE_ENV });
process.env.GONE = 'x';
await once(worker, 'exit');
assert.strictEqual(process.env.SET_IN_WORKER, 'foo');
