// worker.cpuUsage() counts the worker's own thread, also while it is busy.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('require("worker_threads").parentPort.postMessage(0); for (;;);', { eval: true });
await once(worker, 'message');
const first = await worker.cpuUsage();
assert.deepStrictEqual(Object.keys(first), ['user', 'system']);
let later = first;
while (later.user + later.system < first.user + first.system + 50_000) {
  await new Promise(setImmediate);
  const next = await worker.cpuUsage();
  assert.ok(next.user >= later.user && next.system >= later.system);
  later = next;
}
const since = await worker.cpuUsage(first);
assert.ok(since.user + since.system >= 50_000 && since.user > 0);
assert.throws(() => worker.cpuUsage(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => worker.cpuUsage({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => worker.cpuUsage({ user: -1, system: 0 }), { code: 'ERR_OUT_OF_RANGE' });
await worker.terminate();
await assert.rejects(worker.cpuUsage(), { code: 'ERR_WORKER_NOT_RUNNING' });
