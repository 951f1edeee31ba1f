// worker.performance.eventLoopUtilization() of idle and busy workers, and differences of it.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', () => {
    parentPort.postMessage('busy');
    while (Atomics.load(workerData, 0) === 0);
    parentPort.postMessage('idle');
  });
  parentPort.postMessage('idle');
`, { eval: true, workerData: new Int32Array(new SharedArrayBuffer(4)) });
const { eventLoopUtilization } = worker.performance;
const none = { idle: 0, active: 0, utilization: 0 };
assert.deepStrictEqual(eventLoopUtilization(), none);
await once(worker, 'message');
const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
await pause();
const first = eventLoopUtilization();
await pause();
const idle = eventLoopUtilization(first);
assert.ok(idle.idle >= 30 && idle.utilization < 0.5, JSON.stringify(idle));
worker.postMessage('go');
await once(worker, 'message');
const second = eventLoopUtilization();
await pause();
const busy = eventLoopUtilization(second);
assert.ok(busy.active >= 50 && busy.utilization > 0.9, JSON.stringify(busy));
const third = eventLoopUtilization();
const difference = eventLoopUtilization(third, second);
assert.ok(difference.active >= 50 && difference.utilization > 0.9, JSON.stringify(difference));
assert.ok(third.utilization > 0 && third.utilization < 1);
await worker.terminate();
assert.deepStrictEqual(eventLoopUtilization(), none);
