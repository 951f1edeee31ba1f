// The callback gets the lock, the promise its result; the lock is free again afterwards, also after errors.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

assert.strictEqual(navigator.locks, locks);
assert.strictEqual(Object.prototype.toString.call(locks), '[object LockManager]');
const result = await locks.request('a', async (lock) => {
  assert.strictEqual(lock.name, 'a');
  assert.strictEqual(lock.mode, 'exclusive');
  assert.strictEqual(Object.prototype.toString.call(lock), '[object Lock]');
  return 'value';
});
assert.strictEqual(result, 'value');
assert.strictEqual(await locks.request(7, (lock) => lock.name), '7');
assert.strictEqual(await locks.request('a', null, () => 1), 1);
assert.strictEqual(await locks.request('a', { mode: undefined }, (lock) => lock.mode), 'exclusive');
assert.strictEqual(await locks.request('a', { mode: 'shared' }, (lock) => lock.mode), 'shared');

// A free lock is granted at once.
const order = [];
const granted = locks.request('b', () => { order.push('callback'); });
order.push('after');
await granted;
assert.deepStrictEqual(order, ['callback', 'after']);

await assert.rejects(locks.request('c', async () => { throw new RangeError('x'); }), { name: 'RangeError', message: 'x' });
await assert.rejects(locks.request('c', () => Promise.reject(undefined)).catch((e) => { throw [e]; }), (e) => e[0] === undefined);
assert.strictEqual(await locks.request('c', { ifAvailable: true }, (lock) => lock !== null), true);
