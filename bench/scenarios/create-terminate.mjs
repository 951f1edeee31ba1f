// Workers that come and go: time a cycle, and the slope of resident memory after the first hundred.
import { full, next, report, rss, start } from './lib.mjs';

const CYCLES = full ? 1000 : 250;
const SETTLE = 100;
const samples = [];
const from = performance.now();
for (let n = 0; n < CYCLES; n++) {
  const worker = start('ready');
  await next(worker);
  await worker.terminate();
  if (n >= SETTLE) samples.push([n, rss()]);
}
const time = (performance.now() - from) / CYCLES;
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const mx = mean(samples.map(([x]) => x));
const my = mean(samples.map(([, y]) => y));
const slope = samples.reduce((s, [x, y]) => s + (x - mx) * (y - my), 0) / samples.reduce((s, [x]) => s + (x - mx) ** 2, 0);
report(time, { cycles: CYCLES, slopeBytes: Math.round(slope), rssMiB: Math.round(rss() / (1 << 20)) });
process.exit(0);
