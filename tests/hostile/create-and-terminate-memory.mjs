// serial
// no-gc-stress: measures memory
// Workers that come and go leave no memory behind.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { fit, rss } from './fixtures/memory.mjs';

const cycles = Number(process.env.HEDDLE_SOAK_CYCLES ?? 150);
const settle = Math.floor(Math.min(Math.max(100, cycles / 10), cycles / 3));
// Made beforehand: what is measured must not grow by the measuring.
const samples = new Float64Array(cycles - settle).fill(0);
for (let i = 0; i < cycles; i++) {
  const worker = new Worker('require("worker_threads").parentPort.postMessage(1)', { eval: true });
  await new Promise((resolve) => worker.once('message', resolve));
  await worker.terminate();
  if (i >= settle) samples[i - settle] = rss();
}
const slope = fit(samples);
console.log(`slope ${slope.toFixed(0)} bytes a cycle over ${samples.length} cycles`);
// A short run sees the steps in which memory is handed out, so its bound is wider than the soak's.
const bound = cycles >= 1000 ? 200 : 64 * 1024;
assert.ok(slope < bound, `slope ${slope} bytes a cycle`);
