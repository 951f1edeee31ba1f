// serial
// no-gc-stress: measures descriptors and memory
// Dropped SharedArrayBuffers hold neither descriptors nor memory.
import assert from 'node:assert';
import { readdirSync } from 'node:fs';
import { rss } from './fixtures/memory.mjs';

const count = Number(process.env.HEDDLE_SOAK_BUFFERS ?? 100_000);
const churn = (n) => { for (let i = 0; i < n; i++) new Int32Array(new SharedArrayBuffer(4))[0] = 1; };
churn(10_000);
const before = rss();
let descriptors = 0;
for (let i = 0; i < 10; i++) {
  churn(count / 10);
  descriptors = Math.max(descriptors, readdirSync('/proc/self/fd').length);
}
const grown = rss() - before;
console.log(`${descriptors} descriptors, ${(grown / 1024).toFixed(0)} KiB more`);
assert.ok(descriptors < 1000, `${descriptors} descriptors`);
assert.ok(grown < 64 << 20, `${grown} bytes more`);
