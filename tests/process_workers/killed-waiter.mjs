// heddle-only
// A worker that is killed while it waits on shared memory takes no notification from those that live.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const shared = new SharedArrayBuffer(16);
const cells = new Int32Array(shared);
const source = `
  const { parentPort, workerData } = require('node:worker_threads');
  const cells = new Int32Array(workerData);
  parentPort.postMessage(process.pid);
  parentPort.postMessage(Atomics.wait(cells, 0, 0));
`;
const start = () => new Worker(source, { eval: true, isolation: 'process', workerData: shared });
const killed = start();
const [pid] = await once(killed, 'message');
// It is about to wait, or does: both are the same for those that come after.
process.kill(pid, 'SIGKILL');
killed.on('error', () => {});
await new Promise((resolve) => { killed.once('exit', resolve); });
const live = start();
await once(live, 'message');
const answer = once(live, 'message');
let woken;
while ((woken = Atomics.notify(cells, 0)) === 0);
assert.strictEqual(woken, 1);
assert.deepStrictEqual(await answer, ['ok']);
assert.throws(() => live.postMessage(new SharedArrayBuffer(8, { maxByteLength: 16 })), {
  name: 'DataCloneError', message: /it can grow/,
});
