// heddle-only: In Node 26.10 a callback that throws (rather than rejects) never gives its lock back.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

await assert.rejects(locks.request('a', () => { throw new TypeError('no'); }), { name: 'TypeError', message: 'no' });
assert.deepStrictEqual(await locks.query(), { held: [], pending: [] });
assert.strictEqual(await locks.request('a', () => 'again'), 'again');

const { Lock } = await locks.request('a', (lock) => ({ Lock: lock.constructor }));
assert.throws(() => new Lock(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => new locks.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => Lock.prototype.name, { code: 'ERR_INVALID_THIS' });
await assert.rejects(locks.constructor.prototype.query.call({}), { code: 'ERR_INVALID_THIS' });
