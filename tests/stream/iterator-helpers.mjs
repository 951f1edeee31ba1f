import assert from 'node:assert';
import { Readable } from 'node:stream';

const from = (...values) => Readable.from(values);
assert.deepStrictEqual(await from(1, 2, 3, 4).map((x) => x * 2).filter((x) => x > 2).toArray(), [4, 6, 8]);
assert.deepStrictEqual(await from(1, 2, 3, 4).drop(1).take(2).toArray(), [2, 3]);
assert.deepStrictEqual(await from(1, 2).flatMap((x) => [x, x]).toArray(), [1, 1, 2, 2]);
assert.strictEqual(await from(1, 2, 3).reduce((a, b) => a + b), 6);
assert.strictEqual(await from(1, 2, 3).reduce((a, b) => a + b, 10), 16);
await assert.rejects(from().reduce((a, b) => a + b), { code: 'ERR_MISSING_ARGS' });
assert.strictEqual(await from(1, 2).some((x) => x > 1), true);
assert.strictEqual(await from(1, 2).every((x) => x > 1), false);
assert.strictEqual(await from(1, 2).find((x) => x > 1), 2);
const seen = [];
await from(1, 2).forEach((x) => { seen.push(x); });
assert.deepStrictEqual(seen, [1, 2]);
assert.strictEqual(Readable.prototype.asIndexedPairs, undefined);

// Results keep their order whatever the concurrency.
let running = 0;
let most = 0;
const results = await from(1, 2, 3, 4).map(async (x) => {
  most = Math.max(most, ++running);
  await new Promise((resolve) => setImmediate(resolve));
  running--;
  return x;
}, { concurrency: 2 }).toArray();
assert.deepStrictEqual(results, [1, 2, 3, 4]);
assert.strictEqual(most, 2);

const controller = new AbortController();
const aborted = Readable.from((async function* () { yield 1; controller.abort(); yield 2; })())
  .toArray({ signal: controller.signal });
await assert.rejects(aborted, { name: 'AbortError' });
