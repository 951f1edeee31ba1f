// heddle-only
// A worker that knows nothing of heddle:worker is asked by no longer waiting for messages: it does what it has begun and
// ends.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (n) => setTimeout(() => parentPort.postMessage(n + 1), 20));
`, { eval: true });
await once(worker, 'online');
worker.postMessage(41);
const answer = once(worker, 'message');
assert.deepStrictEqual(await worker.stop({ grace: 1e6 }), { how: 'stopped', exitCode: 0, exitReason: 'stopped' });
assert.deepStrictEqual(await answer, [42]);
