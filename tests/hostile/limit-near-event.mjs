// heddle-only: the parent hears that a worker is near a limit before it is ended.
// no-gc-stress: fills a heap, which would be collected all the time
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { small } from './fixtures/limited.mjs';

async function heard(source) {
  const worker = new Worker(source, { eval: true, ...small });
  const events = [];
  for (const name of ['limit', 'error', 'exit']) worker.on(name, (value) => events.push([name, value]));
  await new Promise((resolve) => worker.on('exit', resolve));
  return events;
}
let events = await heard('let last = null; for (;;) last = { last };');
assert.deepStrictEqual(events.map(([name]) => name), ['limit', 'error', 'exit']);
let { limit, used, max } = events[0][1];
assert.ok(limit === 'heapMb' && max === 32 && used >= max * 0.9 && used < max * 1.1, `${limit} ${used} ${max}`);
events = await heard('const list = []; for (let i = 0; i < 60; i++) list.push(new ArrayBuffer(1 << 20));');
assert.deepStrictEqual(events.map(([name]) => name), ['limit', 'exit']);
({ limit, used, max } = events[0][1]);
assert.ok(limit === 'externalMb' && max === 64 && used >= max * 0.9 && used <= max, `${limit} ${used} ${max}`);
// Garbage does not count.
assert.deepStrictEqual((await heard('let x; for (let i = 0; i < 3e6; i++) x = { i, a: [i] };')).map(([name]) => name), ['exit']);
