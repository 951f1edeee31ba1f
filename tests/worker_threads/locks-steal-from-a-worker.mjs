// threads: locks hold in one process
// heddle-only: In Node the robbed worker gets an Error without name and code.
// A lock stolen across threads: the worker's promise rejects there.
import assert from 'node:assert';
import { once } from 'node:events';
import { locks, Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { locks, parentPort } = require('node:worker_threads');
  parentPort.on('message', () => parentPort.close());
  locks.request('w', () => { parentPort.postMessage('held'); return new Promise(() => {}); })
    .catch((error) => parentPort.postMessage([error.name, error.code]));
`, { eval: true });
assert.deepStrictEqual(await once(worker, 'message'), ['held']);
const told = once(worker, 'message');
assert.strictEqual(await locks.request('w', { steal: true }, () => 'mine'), 'mine');
assert.deepStrictEqual(await told, [['AbortError', 20]]);
worker.postMessage('end');
assert.deepStrictEqual(await once(worker, 'exit'), [0]);
