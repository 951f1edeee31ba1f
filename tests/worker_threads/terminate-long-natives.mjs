// env: JS_GC_ZEAL=14,20000
// terminate() of a worker amid functions of the engine that take long by themselves: it ends when they return, at most two
// seconds later for the parent.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const states = {
  parse: 'const text = "[" + "[1,2,3],".repeat(1e6) + "1]"; ready(); for (;;) JSON.parse(text)',
  clone: 'const list = Array.from({ length: 3e5 }, (_, i) => ({ i })); ready(); for (;;) structuredClone(list)',
  sort: 'const list = new Float64Array(2e6).map(Math.random); ready(); for (;;) list.slice().sort()',
  replace: 'const text = "ab".repeat(1e7); ready(); for (;;) text.replaceAll("a", "cc")',
  copy: 'const bytes = new Uint8Array(2e8); ready(); for (;;) bytes.copyWithin(1, 0)',
};
for (const [name, source] of Object.entries(states)) {
  const worker = new Worker(`const ready = () => require('worker_threads').parentPort.postMessage(0);${source}`, { eval: true });
  await new Promise((resolve) => worker.once('message', resolve));
  assert.strictEqual(await worker.terminate(), 1, name);
  if (process.versions.heddle !== undefined) assert.match(worker.exitReason, /^(terminated|abandoned)$/, name);
}
