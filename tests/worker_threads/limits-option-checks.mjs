// heddle-only: the option `limits` is checked before anything starts.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const make = (options) => new Worker('', { eval: true, ...options });
assert.throws(() => make({ limits: 64 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => make({ limits: null }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => make({ limits: { heapMB: 64 } }), { code: 'ERR_INVALID_ARG_VALUE', message: /options\.limits\.heapMB/ });
assert.throws(() => make({ limits: { heapMb: '64' } }), { code: 'ERR_INVALID_ARG_TYPE', message: /options\.limits\.heapMb/ });
for (const value of [0, -1, NaN]) {
  assert.throws(() => make({ limits: { heapMb: value } }), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => make({ limits: { stackMb: 1 }, resourceLimits: { stackSizeMb: 1 } }), { code: 'ERR_INCOMPATIBLE_OPTION_PAIR' });

const worker = make({ limits: { heapMb: 48, stackMb: 2 }, resourceLimits: { codeRangeSizeMb: 8 } });
const { maxOldGenerationSizeMb, stackSizeMb, codeRangeSizeMb } = worker.resourceLimits;
assert.deepStrictEqual([maxOldGenerationSizeMb, stackSizeMb, codeRangeSizeMb], [48, 2, 8]);
await once(worker, 'exit');
