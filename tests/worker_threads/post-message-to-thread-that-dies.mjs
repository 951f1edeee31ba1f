// threads: messages by thread id reach one process
// heddle-only: In Node the promise never settles when the thread dies before it looks at the message.
// What a starting thread is sent waits for it; what a dying one did not take has failed.
import assert from 'node:assert';
import { once } from 'node:events';
import { postMessageToThread, Worker } from 'node:worker_threads';

const early = new Worker(`
  const alive = setInterval(() => {}, 1e6);
  process.once('workerMessage', (value) => {
    clearInterval(alive);
    require('node:worker_threads').parentPort.postMessage(value);
  });
`, { eval: true });
const arrival = once(early, 'message');
await postMessageToThread(early.threadId, 'early');
assert.deepStrictEqual(await arrival, ['early']);

const busy = new Worker('require("node:worker_threads").parentPort.postMessage(1); for (;;);', { eval: true });
await once(busy, 'message');
const sent = postMessageToThread(busy.threadId, 'late');
busy.terminate();
await assert.rejects(sent, { code: 'ERR_WORKER_MESSAGING_FAILED' });
