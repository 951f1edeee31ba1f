// Workers that come and go: time a cycle, and the slope of resident memory after the first hundred.
import { fit, full, next, report, rss, start } from './lib.mjs';

const CYCLES = full ? 1000 : 250;
const SETTLE = 100;
// Made beforehand: what is measured must not grow by the measuring.
const samples = new Float64Array(CYCLES - SETTLE).fill(0);
const from = performance.now();
for (let n = 0; n < CYCLES; n++) {
  const worker = start('ready');
  await next(worker);
  await worker.terminate();
  if (n >= SETTLE) samples[n - SETTLE] = rss();
}
const time = (performance.now() - from) / CYCLES;
report(time, { cycles: CYCLES, slopeBytes: Math.round(fit(samples)), rssMiB: Math.round(rss() / (1 << 20)) });
process.exit(0);
