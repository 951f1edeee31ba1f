// threads: a process is killed, whatever it is in
// heddle-only
// flags: --expose-test-natives
// A worker in a native function that nothing can interrupt: terminate() settles all the same, its JavaScript never runs
// again, and what it held is given back when the function returns.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { abandonedWorkers } from 'heddle:worker';

const begun = new Uint8Array(new SharedArrayBuffer(1));
const ran = new Int32Array(new SharedArrayBuffer(4));
const { port1, port2 } = new MessageChannel();
const worker = new Worker(`
  const { workerData } = require('node:worker_threads');
  const { block } = require('heddle:internal/test_natives');
  try { block(4000, workerData.begun); } finally { workerData.ran[0] = 1; }
  workerData.ran[0] = 2;
`, { eval: true, workerData: { begun, ran, port: port2 }, transferList: [port2] });
const closed = once(port1, 'close');
port1.on('message', () => {});
while (Atomics.load(begun, 0) === 0) await new Promise(setImmediate);
const warned = once(process, 'warning');
assert.deepStrictEqual(abandonedWorkers(), { current: 0, total: 0 });
assert.strictEqual(await worker.terminate(), 1);
assert.strictEqual(worker.exitReason, 'abandoned');
assert.strictEqual(worker.threadId, -1);
assert.deepStrictEqual(abandonedWorkers(), { current: 1, total: 1 });
const [warning] = await warned;
assert.strictEqual(warning.code, 'HEDDLE_WORKER_ABANDONED');
// The native returns: the isolate goes, and with it its end of the channel.
await closed;
while (abandonedWorkers().current > 0) await new Promise(setImmediate);
assert.deepStrictEqual(abandonedWorkers(), { current: 0, total: 1 });
assert.strictEqual(ran[0], 0);
