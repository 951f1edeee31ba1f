// A thrown value that is no error arrives as it is.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

for (const [source, expected] of [['throw 42', 42], ['throw "text"', 'text'], ['throw null', null], ['throw { a: 1 }', { a: 1 }]]) {
  const worker = new Worker(source, { eval: true });
  const exit = new Promise((resolve) => worker.once('exit', resolve));
  const value = await new Promise((resolve) => worker.once('error', resolve));
  assert.deepStrictEqual(value, expected);
  assert.strictEqual(await exit, 1);
}
