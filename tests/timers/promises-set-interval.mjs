import assert from 'node:assert';
import { setInterval } from 'node:timers/promises';

let count = 0;
for await (const value of setInterval(1, 'v')) {
  assert.strictEqual(value, 'v');
  if (++count === 3) break;
}
const controller = new AbortController();
await assert.rejects(async () => {
  for await (const _ of setInterval(1, null, { signal: controller.signal })) controller.abort('stop');
}, { name: 'AbortError', cause: 'stop' });
// Ticks that came while nobody waited are not lost.
const iterator = setInterval(1, 'x');
await iterator.next();
const start = performance.now();
while (performance.now() - start < 5);
assert.deepStrictEqual(await iterator.next(), { value: 'x', done: false });
assert.deepStrictEqual(await iterator.return(9), { value: 9, done: true });
await assert.rejects(setInterval('a').next(), { code: 'ERR_INVALID_ARG_TYPE' });
