// A message that cannot be cloned throws a DataCloneError in the sender and sends nothing.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('fixtures/echo.mjs', import.meta.url));
for (const bad of [() => {}, Symbol('s'), { deep: [{ f() {} }] }, new WeakMap(), Promise.resolve()]) {
  assert.throws(() => worker.postMessage(bad), (error) => {
    assert.ok(error instanceof DOMException);
    assert.strictEqual(error.name, 'DataCloneError');
    assert.strictEqual(error.code, 25);
    return true;
  });
}
worker.postMessage('after');
assert.deepStrictEqual(await once(worker, 'message'), ['after']);
worker.postMessage('stop');
