// threads: locks hold in one process
// Neither a lock that is held nor one that is waited for keeps a thread alive.
import assert from 'node:assert';
import { once } from 'node:events';
import { locks, Worker } from 'node:worker_threads';

locks.request('main', () => new Promise(() => {}));
const worker = new Worker(`
  const { locks } = require('node:worker_threads');
  locks.request('main', () => {});
  locks.request('own', () => new Promise(() => {}));
`, { eval: true });
assert.deepStrictEqual(await once(worker, 'exit'), [0]);
