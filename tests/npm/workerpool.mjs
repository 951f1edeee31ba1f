// workerpool, unmodified, with worker type 'thread': functions sent as text, a worker file, a time-out.
import assert from 'node:assert';
import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';

const inline = workerpool.pool({ workerType: 'thread', minWorkers: 4, maxWorkers: 4 });
const squares = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => inline.exec((x) => x * x, [n])));
assert.deepStrictEqual(squares, [1, 4, 9, 16, 25, 36, 49, 64]);
await assert.rejects(inline.exec(() => { throw new RangeError('from the task'); }), { message: 'from the task' });
await assert.rejects(inline.exec(() => { for (;;) {} }).timeout(50), { name: 'TimeoutError' });
await inline.terminate();

const file = fileURLToPath(new URL('./fixtures/workerpool-worker.mjs', import.meta.url));
const pool = workerpool.pool(file, { workerType: 'thread', minWorkers: 4, maxWorkers: 4 });
const parts = Array.from({ length: 16 }, (_, i) => ({ from: i * 5000, to: (i + 1) * 5000 }));
const counts = await Promise.all(parts.map((part) => pool.exec('countPrimes', [part])));
assert.strictEqual(counts.reduce((a, b) => a + b), 7837);
assert.strictEqual(pool.stats().totalWorkers, 4);
await pool.terminate();
