// process.exit() in a worker from ticks, promises, timers, immediates and message handlers.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const wrap = {
  tick: 'process.nextTick(() => process.exit(5))',
  promise: 'Promise.resolve().then(() => process.exit(5))',
  timer: 'setTimeout(() => process.exit(5), 1)',
  immediate: 'setImmediate(() => process.exit(5))',
  message: 'require("worker_threads").parentPort.on("message", () => process.exit(5))',
  finally: 'try { process.exit(5) } finally { for (;;) {} }',
  exitHandler: 'process.on("exit", () => process.exit(5))',
};
for (const [name, source] of Object.entries(wrap)) {
  const worker = new Worker(source, { eval: true });
  worker.postMessage(1);
  const code = await new Promise((resolve) => worker.once('exit', resolve));
  assert.strictEqual(code, 5, name);
}
