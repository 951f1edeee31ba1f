// heddle-only: In Node the callback runs in the context of whoever gave the lock up.
// The callback runs in the async context of its request.
import assert from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
import { locks } from 'node:worker_threads';

const storage = new AsyncLocalStorage();
const seen = [];
const requests = [];
for (const who of ['first', 'second', 'third']) {
  storage.run(who, () => requests.push(locks.request('a', async () => {
    seen.push(storage.getStore());
    await new Promise(setImmediate);
    seen.push(storage.getStore());
  })));
}
await Promise.all(requests);
assert.deepStrictEqual(seen, ['first', 'first', 'second', 'second', 'third', 'third']);
