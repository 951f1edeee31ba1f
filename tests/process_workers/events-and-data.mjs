// heddle-only
// A process worker has the API of a thread: events in order, workerData, argv, env, execArgv, names, its exit code.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const log = [];
const worker = new Worker(`
  const { isMainThread, parentPort, resourceLimits, threadId, threadName, workerData } = require('node:worker_threads');
  parentPort.once('message', (value) => {
    parentPort.postMessage({ value, workerData, isMainThread, threadId, threadName, pid: process.pid,
      argv: process.argv.slice(2), A: process.env.A, home: 'HOME' in process.env, execArgv: process.execArgv,
      heap: resourceLimits.maxOldGenerationSizeMb, cwd: process.cwd() });
    process.exitCode = 7;
  });
`, {
  eval: true, isolation: 'process', workerData: new Map([['a', [1, 2n, new Date(0)]]]), argv: ['x', 1], env: { A: 'b' },
  execArgv: ['--no-warnings'], name: 'far away', resourceLimits: { maxOldGenerationSizeMb: 64 },
});
for (const event of ['online', 'message', 'error', 'exit']) worker.on(event, () => log.push(event));
worker.postMessage(new Set([/x/g, 'text'.repeat(1000)]));
assert.strictEqual(worker.threadName, 'far away');
const { threadId } = worker;
const [told] = await once(worker, 'message');
assert.notStrictEqual(told.pid, process.pid);
assert.deepStrictEqual({ ...told, pid: 0 }, {
  value: new Set([/x/g, 'text'.repeat(1000)]), workerData: new Map([['a', [1, 2n, new Date(0)]]]), isMainThread: false, threadId,
  threadName: 'far away', pid: 0, argv: ['x', '1'], A: 'b', home: false, execArgv: ['--no-warnings'], heap: 64, cwd: process.cwd(),
});
assert.deepStrictEqual(await once(worker, 'exit'), [7]);
assert.deepStrictEqual([worker.exitReason, worker.threadId], ['finished', -1]);
assert.deepStrictEqual(log, ['online', 'message', 'exit']);
