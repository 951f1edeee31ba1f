// heddle-only: Node cannot post a Blob to more than one receiver.
// What a message holds beside plain data arrives at every receiver: blobs, modules, shared memory, errors.
import assert from 'node:assert';
import { BroadcastChannel } from 'node:worker_threads';

const code = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const message = {
  blob: new Blob(['some ', 'text'], { type: 'text/plain' }),
  file: new File(['x'], 'x.txt'),
  module: new WebAssembly.Module(code),
  memory: new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true }),
  shared: new SharedArrayBuffer(8),
  error: new RangeError('no', { cause: 1 }),
  big: 2n ** 80n,
  text: 'ü'.repeat(1000),
};
const sender = new BroadcastChannel('kinds');
const receivers = [1, 2, 3].map(() => new BroadcastChannel('kinds'));
const arrived = receivers.map((channel) => new Promise((resolve) => { channel.onmessage = ({ data }) => resolve(data); }));
sender.postMessage(message);
for (const copy of await Promise.all(arrived)) {
  assert.strictEqual(await copy.blob.text(), 'some text');
  assert.strictEqual(copy.blob.type, 'text/plain');
  assert.strictEqual(copy.file.name, 'x.txt');
  assert.ok(copy.module instanceof WebAssembly.Module);
  assert.ok(copy.memory.buffer instanceof SharedArrayBuffer);
  new Uint8Array(copy.shared)[0]++;
  assert.strictEqual(copy.error.message, 'no');
  assert.strictEqual(copy.error.cause, 1);
  assert.strictEqual(copy.big, message.big);
  assert.strictEqual(copy.text, message.text);
}
assert.strictEqual(new Uint8Array(message.shared)[0], 3);
for (const channel of [sender, ...receivers]) channel.close();
