// heddle-only: a sender that waits is never further ahead than it may, and lives until the last message was taken.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const size = 100_000;
const ends = (worker) => new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));

// A worker that only sends: nothing but the promise keeps it alive.
const sender = new Worker(`
  import { parentPort, workerData } from 'node:worker_threads';
  parentPort.highWaterMark = 4 * workerData;
  let most = 0;
  for (let i = 0; i < 300; i++) {
    await parentPort.postMessageAsync(new Uint8Array(workerData).fill(i));
    most = Math.max(most, parentPort.queued.bytes);
  }
  parentPort.highWaterMark = 0;
  await parentPort.postMessageAsync({ most });
`, { eval: true, workerData: size, execArgv: ['--input-type=module'] });
let count = 0;
let most;
sender.on('message', (message) => {
  if (message.most !== undefined) {
    most = message.most;
    return;
  }
  assert.strictEqual(message[0], count++ % 256);
});
assert.strictEqual(await ends(sender), 0);
assert.strictEqual(count, 300);
assert.ok(most <= 4 * size + 1000, `${most} bytes were ahead`);

// To a worker: each promise means that it was taken.
const receiver = new Worker('const { parentPort } = require("node:worker_threads"); parentPort.on("message", (m) => { if (m === "end") parentPort.close(); });', { eval: true });
for (let i = 0; i < 1000; i++) {
  await receiver.postMessageAsync({ i });
  assert.strictEqual(receiver.queued.messages, 0);
}
receiver.highWaterMark = 1e6;
for (let i = 0; i < 1000; i++) await receiver.postMessageAsync({ i });
receiver.postMessage('end');
assert.strictEqual(await ends(receiver), 0);
await assert.rejects(receiver.postMessageAsync(1), { code: 'ERR_WORKER_NOT_RUNNING' });
assert.deepStrictEqual(receiver.queued, { messages: 0, bytes: 0 });

// One that never takes anything, and is ended.
const busy = new Worker('while (true);', { eval: true });
await once(busy, 'online');
const pending = Promise.allSettled([1, 2, 3].map((i) => busy.postMessageAsync(i)));
assert.strictEqual(busy.queued.messages, 3);
await busy.terminate();
for (const { status, reason } of await pending) assert.deepStrictEqual([status, reason.code], ['rejected', 'ERR_CLOSED_MESSAGE_PORT']);
