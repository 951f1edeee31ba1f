// heddle-only
// worker.stop() aborts the signal of heddle:worker; a worker that then ends by itself was 'stopped'.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  import { parentPort } from 'node:worker_threads';
  import { stopRequested, stopSignal } from 'heddle:worker';
  import assert from 'node:assert';
  assert.ok(stopSignal instanceof AbortSignal);
  assert.strictEqual(stopSignal.aborted, false);
  assert.strictEqual(stopRequested(), false);
  stopSignal.addEventListener('abort', () => {
    assert.strictEqual(stopSignal.reason.name, 'AbortError');
    assert.strictEqual(stopRequested(), true);
    parentPort.postMessage('closing');
    parentPort.close();
    process.exitCode = 4;
  });
  parentPort.on('message', () => {});
  parentPort.postMessage('ready');
`, { eval: true });
await once(worker, 'message');
const messages = [];
worker.on('message', (message) => messages.push(message));
const exit = once(worker, 'exit');
assert.deepStrictEqual(await worker.stop({ grace: 1e6 }), { how: 'stopped', exitCode: 4, exitReason: 'stopped' });
assert.deepStrictEqual(await exit, [4]);
assert.deepStrictEqual(messages, ['closing']);
assert.strictEqual(worker.exitReason, 'stopped');
// Asked again: it has ended.
assert.deepStrictEqual(await worker.stop(), { how: 'finished', exitCode: 4, exitReason: 'stopped' });
