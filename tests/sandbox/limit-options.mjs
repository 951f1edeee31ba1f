// heddle-only
// Which of the kernel's limits the option `limits` takes, and what `worker.limits` tells.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const make = (limits, options = { isolation: 'process' }) => new Worker('', { eval: true, limits, ...options });
const throws = (code, limits, options) => assert.throws(() => make(limits, options), { code });

for (const name of ['memoryMb', 'openFiles', 'processes', 'fileSizeMb']) {
  throws('ERR_INVALID_ARG_TYPE', { [name]: '64' });
  throws('ERR_INVALID_ARG_TYPE', { [name]: null });
  for (const value of [0, -1, NaN]) throws('ERR_OUT_OF_RANGE', { [name]: value });
  // A thread has none of its own.
  for (const options of [{}, { isolation: 'thread' }]) {
    assert.throws(() => make({ [name]: 64 }, options), {
      code: 'ERR_INVALID_ARG_VALUE', message: `The property 'options.limits.${name}' needs isolation: 'process'. Received 64`,
    });
  }
}
for (const name of ['openFiles', 'processes']) {
  for (const value of [1.5, Infinity, 2 ** 40]) throws('ERR_OUT_OF_RANGE', { [name]: value });
}
throws('ERR_INVALID_ARG_VALUE', { files: 1 });

// By the engine alone.
const thread = make({ heapMb: 48, externalMb: 32, cpuMs: 5000 }, {});
const { heapMb, externalMb, stackMb, cpuMs } = thread.limits;
const by = ['engine'];
assert.deepStrictEqual({ heapMb: { ...heapMb }, externalMb: { ...externalMb }, stackMb: { ...stackMb }, cpuMs: { ...cpuMs } },
  { heapMb: { max: 48, by }, externalMb: { max: 32, by }, stackMb: { max: 4, by }, cpuMs: { max: 5000, by } });
assert.ok(Object.isFrozen(thread.limits) && Object.isFrozen(heapMb) && Object.isFrozen(heapMb.by));
assert.ok(!('wallMs' in thread.limits) && !('openFiles' in thread.limits));
await once(thread, 'exit');

// By the kernel too.
for (const sandbox of [false, true]) {
  const limits = { heapMb: 48, externalMb: 32, cpuMs: 5000, memoryMb: Infinity, openFiles: 100, fileSizeMb: 1.5 };
  const worker = make(limits, { isolation: 'process', sandbox });
  await once(worker, 'exit');
  const told = Object.fromEntries(Object.entries(worker.limits).map(([name, limit]) => [name, [limit.max, ...limit.by]]));
  assert.deepStrictEqual(told, {
    heapMb: [48, 'engine', 'rlimit'], externalMb: [32, 'engine', 'rlimit'], stackMb: [4, 'engine'],
    cpuMs: [5000, 'engine', 'rlimit'], openFiles: [100, 'rlimit'], fileSizeMb: [1.5, 'rlimit'],
  });
}

// Budgets that are not given are parts of the memory.
const small = make({ memoryMb: 128 });
await once(small, 'exit');
assert.strictEqual(small.exitReason, 'finished');
assert.deepStrictEqual([small.limits.heapMb.max, small.limits.externalMb.max, small.limits.memoryMb.max], [64, 96, 128]);
assert.strictEqual(small.limits.memoryMb.by[0], 'rlimit');

// What leaves no room to start is no crash.
for (const limits of [{ openFiles: 5 }, { memoryMb: 1 }]) {
  const none = make(limits);
  const [error] = await once(none, 'error');
  assert.match(error.code, /^ERR_WORKER_(INIT_FAILED|OUT_OF_MEMORY)$/);
  if (none.exitReason === undefined) await once(none, 'exit');
  assert.ok(['not-started', 'out-of-memory', 'memory-limit'].includes(none.exitReason), none.exitReason);
}
