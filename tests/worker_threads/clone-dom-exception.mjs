// DOMException and QuotaExceededError arrive as such.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const error = new DOMException('no clones', 'DataCloneError');
const copy = structuredClone({ nested: [error, error] }).nested;
assert.strictEqual(copy[0], copy[1]);
assert.ok(copy[0] instanceof DOMException && copy[0] !== error);
const { name, code, message, stack } = copy[0];
assert.deepStrictEqual({ name, code, message, stack },
                       { name: 'DataCloneError', code: 25, message: 'no clones', stack: error.stack });
const quota = structuredClone(new QuotaExceededError('full', { quota: 5, requested: 7 }));
assert.ok(quota instanceof QuotaExceededError);
assert.deepStrictEqual([quota.name, quota.message, quota.quota, quota.requested], ['QuotaExceededError', 'full', 5, 7]);
const bare = structuredClone(new QuotaExceededError('full'));
assert.deepStrictEqual([bare.quota, bare.requested], [null, null]);

const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage([workerData instanceof DOMException, workerData.name, workerData]);
`, { eval: true, workerData: AbortSignal.abort().reason });
const [[is, itsName, back]] = await once(worker, 'message');
assert.deepStrictEqual([is, itsName, back instanceof DOMException, back.name], [true, 'AbortError', true, 'AbortError']);
