// threads: a process worker ends with its process, whatever its own threads do
// heddle-only
// flags: --expose-test-natives
// A worker whose own worker cannot be ended ends all the same, and so does the process.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { abandonedWorkers } from 'heddle:worker';

const begun = new Uint8Array(new SharedArrayBuffer(1));
const worker = new Worker(`
  const { Worker, workerData } = require('node:worker_threads');
  new Worker(\`
    require('heddle:internal/test_natives').block(100_000, require('node:worker_threads').workerData);
  \`, { eval: true, workerData });
`, { eval: true, workerData: begun });
while (Atomics.load(begun, 0) === 0) await new Promise(setImmediate);
assert.strictEqual(await worker.terminate(), 1);
assert.strictEqual(worker.exitReason, 'terminated');
assert.deepStrictEqual(abandonedWorkers(), { current: 1, total: 1 });
