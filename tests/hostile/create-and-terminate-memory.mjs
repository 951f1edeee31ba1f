// serial
// no-gc-stress: measures memory
// Workers that come and go leave no memory behind.
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const cycles = Number(process.env.HEDDLE_SOAK_CYCLES ?? 150);
const settle = Math.min(100, cycles / 3);
const rss = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))[1]) * 1024;
const samples = [];
for (let i = 0; i < cycles; i++) {
  const worker = new Worker('require("worker_threads").parentPort.postMessage(1)', { eval: true });
  await new Promise((resolve) => worker.once('message', resolve));
  await worker.terminate();
  if (i >= settle) samples.push([i, rss()]);
}
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const mx = mean(samples.map(([x]) => x));
const my = mean(samples.map(([, y]) => y));
const slope = samples.reduce((s, [x, y]) => s + (x - mx) * (y - my), 0) / samples.reduce((s, [x]) => s + (x - mx) ** 2, 0);
console.log(`slope ${slope.toFixed(0)} bytes a cycle over ${samples.length} cycles`);
// A short run sees the steps in which memory is handed out, so its bound is wider than the soak's.
const bound = cycles >= 1000 ? 200 : 64 * 1024;
assert.ok(slope < bound, `slope ${slope} bytes a cycle`);
