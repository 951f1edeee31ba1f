// tinypool, unmodified, on worker_threads: a CPU task on four workers.
import assert from 'node:assert';
import { Tinypool } from 'tinypool';

const pool = new Tinypool({
  filename: new URL('./fixtures/primes.mjs', import.meta.url).href, runtime: 'worker_threads', minThreads: 4, maxThreads: 4,
});
const parts = Array.from({ length: 16 }, (_, i) => ({ from: i * 5000, to: (i + 1) * 5000 }));
const counts = await Promise.all(parts.map((part) => pool.run(part)));
assert.strictEqual(counts.reduce((a, b) => a + b), 7837);
assert.strictEqual(pool.threads.length, 4);
await assert.rejects(pool.run(null), TypeError);
await pool.destroy();
