// heddle-only
// While a process worker is stopped its parent serves others; what was sent to it waits and arrives when it goes on.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { stop } from './fixtures/stop.mjs';

const source = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (value) => parentPort.postMessage(value.length ?? [value, process.pid]));
`;
const start = () => new Worker(source, { eval: true, isolation: 'process' });
const [stopped, other] = [start(), start()];
stopped.postMessage(0);
const [[, pid]] = await once(stopped, 'message');
await stop(pid);

const large = new Uint8Array(1 << 20);
const answers = [];
stopped.on('message', (length) => answers.push(length));
for (let i = 0; i < 20; i++) stopped.postMessage(large);
for (let i = 0; i < 2000; i++) stopped.postMessage('x'.repeat(i));
for (let i = 1; i <= 200; i++) {
  other.postMessage(i);
  assert.strictEqual((await once(other, 'message'))[0][0], i);
}
assert.deepStrictEqual(answers, []);
assert.strictEqual(stopped.queued.messages, 2020);
process.kill(pid, 'SIGCONT');
while (answers.length < 2020) await once(stopped, 'message');
assert.deepStrictEqual(answers, [...Array(20).fill(1 << 20), ...Array.from({ length: 2000 }, (_, i) => i)]);

await stop(pid);
stopped.postMessage('never read');
assert.strictEqual(await stopped.terminate(), 1);
assert.strictEqual(stopped.exitReason, 'terminated');
other.postMessage(1);
assert.strictEqual((await once(other, 'message'))[0][0], 1);
await other.terminate();
