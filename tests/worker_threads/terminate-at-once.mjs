// terminate() right after the constructor: no code of the worker needs to have run.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const codes = await Promise.all(Array.from({ length: 8 }, async () => {
  const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
  const exit = new Promise((resolve) => worker.once('exit', resolve));
  const code = await worker.terminate();
  assert.strictEqual(await exit, code);
  return code;
}));
assert.ok(codes.every((code) => code === 1 || code === 0), codes.join());
