// heddle-only
// flags: --expose-test-natives
// However a process worker ends, its parent lives and learns why; only what it threw itself is an error.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

async function end(source, options, act) {
  const worker = new Worker(`process.ready = () => require('worker_threads').parentPort.postMessage(process.pid); ${source}`,
    { eval: true, isolation: 'process', ...options });
  const errors = [];
  worker.on('error', (error) => errors.push(error.code ?? error.message));
  if (act !== undefined) {
    const [pid] = await once(worker, 'message');
    act(worker, pid);
  }
  const [code] = await new Promise((resolve) => worker.on('exit', (...args) => resolve(args)));
  return [code, worker.exitReason, ...errors];
}
const idle = 'process.ready(); setInterval(() => {}, 1000)';
const busy = 'process.ready(); for (;;);';

assert.deepStrictEqual(await end('process.exit(3)'), [3, 'finished']);
assert.deepStrictEqual(await end('throw new TypeError("mine")'), [1, 'error', 'mine']);
assert.deepStrictEqual(await end(idle, {}, (worker) => worker.terminate()), [1, 'terminated']);
assert.deepStrictEqual(await end(busy, {}, (worker) => worker.terminate()), [1, 'terminated']);
assert.deepStrictEqual(await end(busy, {}, (worker) => worker.stop({ grace: 10 })), [1, 'terminated']);
assert.deepStrictEqual(await end(idle + '.unref(); require("worker_threads").parentPort.on("message", () => {})', {},
  (worker) => worker.stop({ grace: 60_000 })), [0, 'stopped']);
assert.deepStrictEqual(await end(busy, { limits: { wallMs: 50 } }), [1, 'wall-limit', 'ERR_WORKER_TIME_LIMIT']);
assert.deepStrictEqual(await end('const all = []; for (;;) all.push({ a: [1, 2, 3] });', { limits: { heapMb: 20 } }),
  [1, 'heap-limit', 'ERR_WORKER_OUT_OF_MEMORY']);
for (const [signal, number, reason] of [['SIGKILL', 9, 'killed'], ['SIGTERM', 15, 'killed'], ['SIGABRT', 6, 'crashed']]) {
  for (const source of [idle, busy]) {
    assert.deepStrictEqual(await end(source, {}, (worker, pid) => process.kill(pid, signal)), [128 + number, reason]);
  }
}
assert.deepStrictEqual(await end('require("heddle:internal/test_natives").fault()'), [139, 'crashed']);
assert.deepStrictEqual(await end('process.ready(); process.kill(process.pid, "SIGSTOP")', {}, (worker) => worker.terminate()),
  [1, 'terminated']);
