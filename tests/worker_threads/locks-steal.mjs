// steal: the holder's promise rejects at once, its callback goes on; those who wait stay behind the thief.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

let release;
const log = [];
const robbed = locks.request('a', () => new Promise((resolve) => { release = resolve; }));
const outcome = robbed.then(() => assert.fail('not robbed'), (error) => {
  assert.ok(error instanceof DOMException);
  assert.strictEqual(error.name, 'AbortError');
  assert.strictEqual(error.code, 20);
  log.push('robbed');
});
const waiter = locks.request('a', () => { log.push('waiter'); });
const thief = locks.request('a', { steal: true }, async (lock) => {
  assert.strictEqual(lock.mode, 'exclusive');
  log.push('thief');
  await outcome;
  release();
  await new Promise(setImmediate);
  log.push('thief done');
});
await Promise.all([outcome, waiter, thief]);
assert.deepStrictEqual(log, ['thief', 'robbed', 'thief done', 'waiter']);
assert.strictEqual(await locks.request('free', { steal: true }, () => 'nobody to rob'), 'nobody to rob');
