// heddle-only: what a worker is sent counts when it reads it: clones for the heap, transferred buffers for the external limit.
// no-gc-stress: fills a heap, which would be collected all the time
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { small } from './fixtures/limited.mjs';

async function flooded(message) {
  const worker = new Worker('const list = []; require("worker_threads").parentPort.on("message", (m) => list.push(m));', { eval: true, ...small });
  const exited = new Promise((resolve) => worker.on('error', () => {}).on('exit', resolve));
  for (let i = 0; i < 200; i++) worker.postMessage(...message());
  assert.strictEqual(await exited, 1);
  return worker.exitReason;
}
assert.strictEqual(await flooded(() => [Array.from({ length: 1e4 }, (_, i) => ({ i }))]), 'heap-limit');
assert.strictEqual(await flooded(() => ['x'.repeat(1e6)]), 'heap-limit');
assert.strictEqual(await flooded(() => [new Uint8Array(1e6)]), 'external-limit');
assert.strictEqual(await flooded(() => { const b = new ArrayBuffer(1e6); return [b, [b]]; }), 'external-limit');
assert.strictEqual(await flooded(() => [new SharedArrayBuffer(1e6)]), 'external-limit');
// What bypasses the clone machinery, and what lies beside its data.
assert.strictEqual(await flooded(() => [{ text: 'x'.repeat(1e6) }]), 'heap-limit');
assert.strictEqual(await flooded(() => [{ list: Array.from({ length: 1e5 }, (_, i) => i + 0.5) }]), 'heap-limit');
assert.strictEqual(await flooded(() => [{ bytes: new Uint8Array(1e6), large: [new ArrayBuffer(1e5)] }]), 'external-limit');
assert.strictEqual(await flooded(() => { const b = new ArrayBuffer(1e6); return [{ b }, [b]]; }), 'external-limit');
