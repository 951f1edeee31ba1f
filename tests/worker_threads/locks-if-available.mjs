// ifAvailable: null instead of a wait.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

const now = { ifAvailable: true };
assert.strictEqual(await locks.request('a', now, (lock) => lock.mode), 'exclusive');
await locks.request('a', async () => {
  assert.strictEqual(await locks.request('a', now, (lock) => lock), null);
  assert.strictEqual(await locks.request('a', { ifAvailable: true, mode: 'shared' }, (lock) => lock), null);
  assert.strictEqual(await locks.request('b', now, (lock) => lock.name), 'b');
});
await locks.request('a', { mode: 'shared' }, async () => {
  assert.strictEqual(await locks.request('a', now, (lock) => lock), null);
  assert.strictEqual(await locks.request('a', { ifAvailable: true, mode: 'shared' }, (lock) => lock.mode), 'shared');
});
await assert.rejects(locks.request('a', now, async () => { throw new Error('x'); }), { message: 'x' });
