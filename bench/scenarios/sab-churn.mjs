// A million SharedArrayBuffers of four bytes, made, written and dropped: time, descriptors, memory.
import { readdirSync } from 'node:fs';
import { full, report, rss } from './lib.mjs';

const COUNT = full ? 1_000_000 : 200_000;
const PARTS = 20;
const before = rss();
let descriptors = 0;
const from = performance.now();
for (let part = 0; part < PARTS; part++) {
  for (let n = 0; n < COUNT / PARTS; n++) new Int32Array(new SharedArrayBuffer(4))[0] = n;
  descriptors = Math.max(descriptors, readdirSync('/proc/self/fd').length);
}
report((performance.now() - from) * (1_000_000 / COUNT), { count: COUNT, descriptors, grownMiB: Math.round((rss() - before) / (1 << 20)) });
process.exit(0);
