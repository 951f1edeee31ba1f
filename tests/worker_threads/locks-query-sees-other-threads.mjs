// threads: locks hold in one process
// heddle-only: Node's query() does not show what other threads hold.
import assert from 'node:assert';
import { once } from 'node:events';
import { locks, Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { locks, parentPort } = require('node:worker_threads');
  parentPort.on('message', () => {});
  locks.request('mine', { mode: 'shared' }, () => { parentPort.postMessage('held'); return new Promise(() => {}); });
`, { eval: true });
await once(worker, 'message');
const clientId = `node-${process.pid}-${worker.threadId}`;
assert.deepStrictEqual(await locks.query(), { held: [{ name: 'mine', mode: 'shared', clientId }], pending: [] });
await worker.terminate();
assert.deepStrictEqual(await locks.query(), { held: [], pending: [] });
