// signal: a request that waits can be given up; one that was granted cannot.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

let release;
const holder = locks.request('a', () => new Promise((resolve) => { release = resolve; }));
const controller = new AbortController();
const waiting = locks.request('a', { signal: controller.signal }, () => assert.fail('it was given up'));
controller.abort();
await assert.rejects(waiting, { name: 'AbortError', code: 20 });
const reason = { why: 'because' };
const second = new AbortController();
const waitingToo = locks.request('a', { signal: second.signal }, () => assert.fail('it was given up'));
second.abort(reason);
await assert.rejects(waitingToo, (error) => error === reason);
release('done');
assert.strictEqual(await holder, 'done');

await assert.rejects(locks.request('a', { signal: AbortSignal.abort(reason) }, () => {}), (error) => error === reason);
const late = new AbortController();
const result = await locks.request('a', { signal: late.signal }, async () => {
  late.abort();
  await new Promise(setImmediate);
  return 'kept';
});
assert.strictEqual(result, 'kept');
const early = new AbortController();
const asked = locks.request('a', { signal: early.signal }, () => assert.fail('it was given up'));
early.abort(reason);
await assert.rejects(asked, (error) => error === reason);
await new Promise(setImmediate);
assert.deepStrictEqual(await locks.query(), { held: [], pending: [] });
