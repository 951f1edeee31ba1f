// heddle-only
// What does not go to another process is refused with an error that says so, and stays usable.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, SHARE_ENV, Worker } from 'node:worker_threads';

const idle = 'require("worker_threads").parentPort.once("message", () => process.exit())';
assert.throws(() => new Worker(idle, { eval: true, isolation: 'elsewhere' }), {
  code: 'ERR_INVALID_ARG_VALUE', message: /must be one of: 'thread', 'process'/,
});
assert.throws(() => new Worker(idle, { eval: true, isolation: 'process', env: SHARE_ENV }), { code: 'ERR_INVALID_ARG_VALUE' });

const worker = new Worker(idle, { eval: true, isolation: 'process' });
const { port1, port2 } = new MessageChannel();
const dataCloneError = { name: 'DataCloneError', code: 25 };
assert.throws(() => worker.postMessage(port1), dataCloneError);
assert.throws(() => worker.postMessage(new ReadableStream()), dataCloneError);
assert.throws(() => worker.postMessage(new SharedArrayBuffer(8, { maxByteLength: 16 })), dataCloneError);
assert.throws(() => worker.postMessage(() => {}), dataCloneError);
assert.throws(() => new Worker(idle, { eval: true, isolation: 'process', workerData: port1 }), dataCloneError);
port2.postMessage('still here');
assert.deepStrictEqual(await once(port1, 'message'), ['still here']);
port1.close();

const unsupported = { code: 'ERR_PROCESS_WORKER_UNSUPPORTED' };
worker.postMessage('end');
await once(worker, 'exit');

const inside = new Worker(`
  const { parentPort } = require('node:worker_threads');
  (async () => {
    parentPort.postMessage(await Promise.all([navigator.locks.request('a', () => {}), navigator.locks.query()].map(
      (promise) => promise.catch((error) => error.code))));
  })();
`, { eval: true, isolation: 'process' });
assert.deepStrictEqual((await once(inside, 'message'))[0], Array(2).fill(unsupported.code));

// The message says what it is, why, and where it stands.
const growable = new SharedArrayBuffer(8, { maxByteLength: 16 });
const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
const target = new Worker(idle, { eval: true, isolation: 'process' });
const start = /^#<(\w|\.)+> could not be cloned to another process/;
for (const [value, message] of [
  [growable, 'SharedArrayBuffer: it can grow, unseen there.'],
  [{ list: [1, growable] }, 'SharedArrayBuffer: it can grow, unseen there. Found at list[1]'],
  [{ deep: { view: new Int8Array(growable) } }, 'SharedArrayBuffer: it can grow, unseen there. Found at deep.view'],
  [[memory], 'WebAssembly.Memory: its memory belongs to this one. Found at [0]'],
]) {
  const text = message.replace(/^[\w.]+?(?=:)/, '#<$&> could not be cloned to another process');
  assert.match(text, start);
  const expected = { name: 'DataCloneError', message: text };
  assert.throws(() => target.postMessage(value), expected);
  assert.throws(() => new Worker(idle, { eval: true, isolation: 'process', workerData: value }), expected);
}
const options = { callbacks: [1, 2, { fn() {} }] };
assert.throws(() => target.postMessage({ options }), {
  name: 'DataCloneError', message: 'fn() {} could not be cloned. Found at options.callbacks[2].fn',
});
target.postMessage('end');
