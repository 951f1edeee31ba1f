// threads: a process has a folder, an environment, an id and a size of its own
// process.memoryUsage() in a worker is about that worker's heap, but rss about the process.
// serial
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const MB = 1024 * 1024;
const before = process.memoryUsage();
const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const before = process.memoryUsage();
  globalThis.kept = [new ArrayBuffer(64 * ${MB}), new Array(4 * ${MB}).fill(0.5)];
  parentPort.postMessage([before, process.memoryUsage()]);
  parentPort.once('message', () => {});
`, { eval: true });
const [[first, second]] = await once(worker, 'message');
assert(second.arrayBuffers - first.arrayBuffers > 63 * MB && second.arrayBuffers - first.arrayBuffers < 66 * MB);
assert(second.external - first.external > 63 * MB);
assert(second.heapUsed - first.heapUsed > 15 * MB && second.heapUsed - first.heapUsed < 128 * MB);
const after = process.memoryUsage();
assert(after.arrayBuffers - before.arrayBuffers < 8 * MB);
assert(after.heapUsed - before.heapUsed < 8 * MB);
assert(after.rss - before.rss > 15 * MB);
worker.postMessage('end');
await once(worker, 'exit');
