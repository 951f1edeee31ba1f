// no-gc-stress: measures processor time
// process.threadCpuUsage() in a worker counts that thread only.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const before = process.threadCpuUsage();
const worker = new Worker(`
  const sum = ({ user, system }) => user + system;
  const start = process.threadCpuUsage();
  while (sum(process.threadCpuUsage(start)) < 100_000);
  require('worker_threads').parentPort.postMessage(process.threadCpuUsage());
`, { eval: true });
const [usage] = await once(worker, 'message');
assert.ok(usage.user + usage.system >= 100_000);
const own = process.threadCpuUsage(before);
assert.ok(own.user + own.system < 100_000);
