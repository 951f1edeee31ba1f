// heddle-only
// What worker.stop() says of workers that end on their own: before it, during it, with an error, before they run.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

{
  const worker = new Worker('process.exitCode = 3', { eval: true });
  await once(worker, 'exit');
  assert.deepStrictEqual(await worker.stop(), { how: 'finished', exitCode: 3, exitReason: 'finished' });
}
{
  const worker = new Worker(`
    const { stopSignal } = require('heddle:worker');
    stopSignal.onabort = () => { throw new Error('cannot'); };
    require('worker_threads').parentPort.on('message', () => {}).postMessage(0);
  `, { eval: true });
  await once(worker, 'message');
  const error = once(worker, 'error');
  assert.deepStrictEqual(await worker.stop({ grace: 1e6 }), { how: 'stopped', exitCode: 1, exitReason: 'error' });
  assert.strictEqual((await error)[0].message, 'cannot');
}
{
  // The request waits for the worker.
  const worker = new Worker('require("worker_threads").parentPort.on("message", () => {})', { eval: true });
  const { how, exitCode } = await worker.stop({ grace: 1e6 });
  assert.strictEqual(how, 'stopped');
  assert.strictEqual(exitCode, 0);
}
