// heddle-only
// Messages to and from a process worker: of every size, in order, transferred buffers, what was sent before a death.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const echo = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (value) => parentPort.postMessage(value));
`, { eval: true, isolation: 'process' });
const values = [undefined, null, -0, 'x'.repeat(300_000), { a: { b: [new Error('e'), new Map([[1, new Set([2])]])] } }, new Blob(['ab'])];
for (const size of [0, 1, 65_533, 65_534, 65_535, 1 << 20, 5_000_000]) values.push(new Uint8Array(size).fill(size % 251));
for (const value of values) {
  echo.postMessage(value);
  const [back] = await once(echo, 'message');
  if (value instanceof Blob) assert.strictEqual(await back.text(), 'ab');
  else assert.deepStrictEqual(back, value);
}
const moved = new Uint8Array(1000).fill(9);
echo.postMessage([moved.buffer], [moved.buffer]);
assert.strictEqual(moved.length, 0);
assert.deepStrictEqual((await once(echo, 'message'))[0], [new Uint8Array(1000).fill(9).buffer]);

// More than the socket holds, both ways at once.
const count = 20_000;
let next = 0;
const all = new Promise((resolve) => echo.on('message', ({ n }) => {
  assert.strictEqual(n, next++);
  if (next === count) resolve();
}));
for (let n = 0; n < count; n++) echo.postMessage({ n, text: 'some text' });
await all;
for (let n = 0; n < 100; n++) await echo.postMessageAsync({ n: count + n });
while (next < count + 100) await once(echo, 'message');
assert.deepStrictEqual(echo.queued, { messages: 0, bytes: 0 });
await echo.terminate();

// Nothing that was sent is lost, even if nobody waited for it.
const last = new Worker(`
  const { parentPort } = require('node:worker_threads');
  for (let i = 0; i < 3000; i++) parentPort.postMessage(new Uint8Array(500));
  process.kill(process.pid, 'SIGKILL');
`, { eval: true, isolation: 'process' });
let seen = 0;
last.on('message', () => seen++);
const [code] = await once(last, 'exit');
assert.strictEqual(code, 137);
assert(seen > 0 && seen <= 3000);
const exits = new Worker(`
  const { parentPort } = require('node:worker_threads');
  for (let i = 0; i < 3000; i++) parentPort.postMessage(new Uint8Array(500));
  process.exit();
`, { eval: true, isolation: 'process' });
seen = 0;
exits.on('message', () => seen++);
await once(exits, 'exit');
assert.strictEqual(seen, 3000);
