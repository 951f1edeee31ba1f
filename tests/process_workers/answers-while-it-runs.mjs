// heddle-only
// What a parent asks a process worker is answered whatever that does; what one that is killed has not answered is refused.
import assert from 'node:assert';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { stop } from './fixtures/stop.mjs';

const start = (source) => new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  class Leak { constructor(index) { this.index = index; } }
  globalThis.keep = Array.from({ length: 1000 }, (_, index) => new Leak(index));
  function spin() { let sum = []; while (Atomics.load(workerData, 0) === 0) sum = [sum.length]; }
  parentPort.postMessage(process.pid);
  ${source};
`, { eval: true, isolation: 'process', workerData: flag });
const flag = new Int32Array(new SharedArrayBuffer(4));
const requests = (worker) => [worker.getHeapStatistics(), worker.getHeapSnapshot(), worker.startCpuProfile(), worker.startHeapProfile()];

for (const source of ['spin()', 'setInterval(() => {}, 1000)', 'Atomics.wait(workerData, 0, 0)']) {
  const worker = start(source);
  await once(worker, 'message');
  const [statistics, stream, cpu, heap] = await Promise.all(requests(worker));
  assert(statistics.used_heap_size > 100_000);
  const snapshot = JSON.parse(await text(stream));
  assert(snapshot.nodes.length === snapshot.snapshot.node_count * 6 && snapshot.strings.includes('Leak'));
  await assert.rejects(worker.startHeapProfile(), { code: 'ERR_HEAP_PROFILE_HAVE_BEEN_STARTED' });
  const profile = JSON.parse(await cpu.stop());
  assert(Array.isArray(profile.nodes) && profile.endTime >= profile.startTime);
  assert.strictEqual(JSON.parse(await heap.stop()).head.callFrame.functionName, '(root)');
  await worker.terminate();
  await assert.rejects(worker.getHeapStatistics(), { code: 'ERR_WORKER_NOT_RUNNING' });
}

const stopped = start('setInterval(() => {}, 1000)');
const [pid] = await once(stopped, 'message');
await stop(pid);
const asked = Promise.allSettled(requests(stopped));
process.kill(pid, 'SIGKILL');
for (const { reason } of await asked) assert.strictEqual(reason?.code, 'ERR_WORKER_NOT_RUNNING');
