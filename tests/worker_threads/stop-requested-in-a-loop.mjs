// heddle-only
// stopRequested() of heddle:worker is true at once, in a worker that never gets back to its event loop.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { stopRequested } = require('heddle:worker');
  require('node:worker_threads').parentPort.postMessage('ready');
  while (!stopRequested());
  process.exit(6);
`, { eval: true });
await once(worker, 'message');
assert.deepStrictEqual(await worker.stop({ grace: 1e6 }), { how: 'stopped', exitCode: 6, exitReason: 'stopped' });
