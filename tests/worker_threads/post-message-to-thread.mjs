// threads: messages by thread id reach one process
// Any thread reaches any other by its id, with a transfer list; the promise tells whether somebody listened.
import assert from 'node:assert';
import { once } from 'node:events';
import { postMessageToThread, threadId, Worker } from 'node:worker_threads';

const source = `
  const { parentPort, postMessageToThread, threadId } = require('node:worker_threads');
  process.on('workerMessage', (value, from) => {
    if (value === 'throw') throw new Error('in the listener');
    parentPort.postMessage({ value, from });
  });
  parentPort.on('message', async ({ to, value }) => {
    if (to === undefined) return parentPort.close();
    const outcome = await postMessageToThread(to, value).then(() => 'delivered', (error) => error.code);
    parentPort.postMessage(outcome);
  });
  parentPort.postMessage('ready');
`;
const [a, b] = [new Worker(source, { eval: true }), new Worker(source, { eval: true })];
await Promise.all([once(a, 'message'), once(b, 'message')]);

// From the main thread.
const buffer = new ArrayBuffer(8);
let arrival = once(a, 'message');
assert.strictEqual(await postMessageToThread(a.threadId, { buffer, big: 1n }, [buffer]), undefined);
assert.deepStrictEqual(await arrival, [{ value: { buffer: new ArrayBuffer(8), big: 1n }, from: threadId }]);
assert.strictEqual(buffer.byteLength, 0);

// Between workers that know nothing of each other.
const outcome = once(a, 'message');
arrival = once(b, 'message');
a.postMessage({ to: b.threadId, value: 'sibling' });
assert.deepStrictEqual(await arrival, [{ value: 'sibling', from: a.threadId }]);
assert.deepStrictEqual(await outcome, ['delivered']);

// To the main thread: first nobody listens, then somebody does.
a.postMessage({ to: 0, value: 1 });
assert.deepStrictEqual(await once(a, 'message'), ['ERR_WORKER_MESSAGING_FAILED']);
const heard = once(process, 'workerMessage');
a.postMessage({ to: 0, value: 2 });
assert.deepStrictEqual(await heard, [2, a.threadId]);
assert.deepStrictEqual(await once(a, 'message'), ['delivered']);

await assert.rejects(postMessageToThread(a.threadId, 'throw'), {
  name: 'Error', code: 'ERR_WORKER_MESSAGING_ERRORED',
  message: 'The destination thread threw an error while processing the message',
});
const ends = [once(a, 'exit'), once(b, 'exit')];
a.postMessage({});
b.postMessage({});
await Promise.all(ends);
