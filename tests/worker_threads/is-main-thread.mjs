// isMainThread and threadId tell where code runs.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker, isMainThread, threadId } from 'node:worker_threads';

assert.strictEqual(isMainThread, true);
assert.strictEqual(threadId, 0);
const source = 'const w = require("worker_threads"); w.parentPort.postMessage([w.isMainThread, w.threadId])';
const a = new Worker(source, { eval: true });
const b = new Worker(source, { eval: true });
const ids = [a.threadId, b.threadId];
assert.ok(ids[0] > 0 && ids[1] > ids[0]);
const exits = [once(a, 'exit'), once(b, 'exit')];
const [[fromA], [fromB]] = await Promise.all([once(a, 'message'), once(b, 'message')]);
assert.deepStrictEqual([fromA, fromB], ids.map((id) => [false, id]));
await Promise.all(exits);
assert.strictEqual(a.threadId, -1);
