// heddle-only
// fifo: f
// on "never": close-stdin
// terminate() of many workers in every state, at once.
import assert from 'node:assert';
import { stuckWorkers } from './fixtures/stuck-workers.mjs';

const workers = await stuckWorkers();
const codes = await Promise.all(workers.map((worker) => worker.terminate()));
assert.deepStrictEqual(codes, workers.map(() => 1));
for (const worker of workers) assert.match(worker.exitReason, /^(terminated|abandoned)$/);
