// A worker reads from one stream of its parent and writes into another.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', async ({ readable, writable }) => {
    const writer = writable.getWriter();
    for await (const chunk of readable) await writer.write(chunk.toUpperCase());
    await writer.close();
  });
`, { eval: true });
const { readable, writable } = new TransformStream();
const received = [];
let close;
const closed = new Promise((resolve) => { close = resolve; });
const sink = new WritableStream({ write(chunk) { received.push(chunk); }, close });
worker.postMessage({ readable, writable: sink }, [readable, sink]);
const exit = once(worker, 'exit');
const writer = writable.getWriter();
for (const word of ['one', 'two', 'three']) await writer.write(word);
await writer.close();
await closed;
assert.deepStrictEqual(received, ['ONE', 'TWO', 'THREE']);
assert.deepStrictEqual(await exit, [0]);
