// What the members of a Worker say once it has ended.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('setInterval(() => {}, 1000)', { eval: true, name: 'first' });
assert.strictEqual(worker.threadName, 'first');
assert.ok(worker.threadId > 0);
await once(worker, 'online');
{
  await using disposable = worker;
  assert.strictEqual(disposable, worker);
}
assert.strictEqual(worker.threadId, -1);
assert.strictEqual(worker.threadName, null);
assert.deepStrictEqual(worker.resourceLimits, {});
assert.strictEqual(await worker.terminate(), undefined);
assert.strictEqual(worker.postMessage(1), undefined);
worker.ref();
worker.unref();
assert.strictEqual(await worker[Symbol.asyncDispose](), undefined);
