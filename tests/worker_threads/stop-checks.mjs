// heddle-only
// worker.stop() checks its options.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
await assert.rejects(worker.stop(null), { code: 'ERR_INVALID_ARG_TYPE' });
await assert.rejects(worker.stop(5), { code: 'ERR_INVALID_ARG_TYPE' });
await assert.rejects(worker.stop({ grace: '1' }), { code: 'ERR_INVALID_ARG_TYPE' });
await assert.rejects(worker.stop({ grace: -1 }), { code: 'ERR_OUT_OF_RANGE' });
await assert.rejects(worker.stop({ grace: NaN }), { code: 'ERR_OUT_OF_RANGE' });
await assert.rejects(worker.stop({ signal: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.deepStrictEqual(await worker.stop({ grace: 0 }), { how: 'terminated', exitCode: 1, exitReason: 'terminated' });
