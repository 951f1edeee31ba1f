// heddle-only: Node keeps a request that was given up in the queue until its turn comes.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

let release;
const holder = locks.request('a', { mode: 'shared' }, () => new Promise((resolve) => { release = resolve; }));
const controller = new AbortController();
const exclusive = locks.request('a', { signal: controller.signal }, () => assert.fail('it was given up'));
let passed = false;
const shared = locks.request('a', { mode: 'shared' }, () => { passed = true; });
controller.abort();
await assert.rejects(exclusive, { name: 'AbortError' });
await shared;
assert.ok(passed, 'the way is free as soon as the exclusive request is gone');
assert.deepStrictEqual((await locks.query()).pending, []);
release();
await holder;
