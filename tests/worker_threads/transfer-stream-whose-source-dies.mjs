// heddle-only: In Node a read of such a stream never settles.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const readable = new ReadableStream({ start(c) { c.enqueue('first'); } });
  const writable = new WritableStream();
  parentPort.postMessage({ readable, writable }, [readable, writable]);
  parentPort.on('message', () => {});
`, { eval: true });
const [{ readable, writable }] = await once(worker, 'message');
const reader = readable.getReader();
const writer = writable.getWriter();
assert.strictEqual((await reader.read()).value, 'first');
const lost = { name: 'AbortError', message: 'The other side of the transferred stream is gone' };
const failures = [assert.rejects(reader.read(), lost), assert.rejects(writer.closed, lost)];
await worker.terminate();
await Promise.all(failures);
