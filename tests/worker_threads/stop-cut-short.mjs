// heddle-only
// The caller's signal cuts the grace of worker.stop() short; so does terminate().
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const start = async () => {
  const worker = new Worker('require("worker_threads").parentPort.postMessage(0); setInterval(() => {}, 1000)', { eval: true });
  await once(worker, 'message');
  return worker;
};
const expected = { how: 'terminated', exitCode: 1, exitReason: 'terminated' };
{
  const controller = new AbortController();
  const stopping = (await start()).stop({ grace: 1e9, signal: controller.signal });
  setImmediate(() => controller.abort());
  assert.deepStrictEqual(await stopping, expected);
}
{
  const worker = await start();
  assert.deepStrictEqual(await worker.stop({ signal: AbortSignal.abort(), grace: Infinity }), expected);
}
{
  const worker = await start();
  const stopping = worker.stop({ grace: Infinity });
  assert.strictEqual(await worker.terminate(), 1);
  assert.deepStrictEqual(await stopping, expected);
}
