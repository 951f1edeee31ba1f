// Flags hold for workers that are started later; --expose-gc at once. What cannot be set is an error that says so.
// heddle-only
import assert from 'node:assert';
import { once } from 'node:events';
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';

async function report() {
  const code = `require('node:worker_threads').parentPort.postMessage({
    gc: typeof gc, limit: Error.stackTraceLimit, heap: require('node:v8').getHeapStatistics().heap_size_limit });`;
  return (await once(new Worker(code, { eval: true }), 'message'))[0];
}

const before = await report();
assert.strictEqual(before.gc, 'undefined');
assert.strictEqual(before.limit, 10);
assert.strictEqual(typeof globalThis.gc, 'undefined');
v8.setFlagsFromString('--expose_gc  --stack-trace-limit=3');
v8.setFlagsFromString('max-old-space-size=77');
assert.strictEqual(typeof globalThis.gc, 'function');
globalThis.gc();
assert.deepStrictEqual(await report(), { gc: 'function', limit: 3, heap: 77 * 1024 * 1024 });
// This thread's own limit stays.
assert(v8.getHeapStatistics().heap_size_limit > 77 * 1024 * 1024);

for (const flags of ['--allow-natives-syntax', '--no-opt', '--frobnicate', '--stack-size=1000', '-']) {
  assert.throws(() => v8.setFlagsFromString(flags), { code: 'ERR_INVALID_ARG_VALUE', message: /cannot be set while the program runs/ });
}
for (const flags of ['--expose-gc=1', '--stack-trace-limit', '--max-old-space-size=abc', '--stack-trace-limit=-1']) {
  assert.throws(() => v8.setFlagsFromString(flags), { code: 'ERR_INVALID_ARG_VALUE', message: /no value that makes sense/ });
}
// Nothing is set if something is wrong.
assert.throws(() => v8.setFlagsFromString('--stack-trace-limit=5 --frobnicate'));
assert.strictEqual((await report()).limit, 3);
