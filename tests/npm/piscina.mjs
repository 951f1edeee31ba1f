// piscina, unmodified: a CPU task on four workers, and an error that arrives whole.
import assert from 'node:assert';
import Piscina from 'piscina';

const pool = new Piscina({ filename: new URL('./fixtures/primes.mjs', import.meta.url).href, minThreads: 4, maxThreads: 4 });
const parts = Array.from({ length: 16 }, (_, i) => ({ from: i * 5000, to: (i + 1) * 5000 }));
const counts = await Promise.all(parts.map((part) => pool.run(part)));
assert.strictEqual(counts.reduce((a, b) => a + b), 7837);
assert.strictEqual(pool.threads.length, 4);
await assert.rejects(pool.run(null), TypeError);
const controller = new AbortController();
const aborted = pool.run({ from: 0, to: 1e9 }, { signal: controller.signal });
controller.abort();
await assert.rejects(aborted, { name: 'AbortError' });
await pool.close();
