// util.transferableAbortSignal and transferableAbortController: the copy aborts when the original does.
import assert from 'node:assert';
import { once } from 'node:events';
import { transferableAbortController, transferableAbortSignal } from 'node:util';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', (signal) => {
    parentPort.postMessage([signal instanceof AbortSignal, signal.aborted]);
    const alive = setInterval(() => {}, 1000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      parentPort.postMessage(signal.reason);
    });
  });
`, { eval: true });
const controller = transferableAbortController();
worker.postMessage(controller.signal, [controller.signal]);
assert.deepStrictEqual(await once(worker, 'message'), [[true, false]]);
controller.abort({ why: 'because' });
assert.deepStrictEqual(await once(worker, 'message'), [{ why: 'because' }]);
await once(worker, 'exit');

// Aborted already.
const aborted = transferableAbortSignal(AbortSignal.abort('reason'));
const copy = structuredClone(aborted, { transfer: [aborted] });
assert.notStrictEqual(copy, aborted);
assert.deepStrictEqual([copy.aborted, copy.reason], [true, 'reason']);

// Not listed, or not made transferable.
assert.throws(() => structuredClone(controller.signal), {
  name: 'DataCloneError', message: 'Object that needs transfer was found in message but not listed in transferList',
});
const plain = new AbortController().signal;
assert.throws(() => structuredClone(plain, { transfer: [plain] }), { name: 'DataCloneError' });
assert.deepStrictEqual(structuredClone({ plain }), { plain: {} });
