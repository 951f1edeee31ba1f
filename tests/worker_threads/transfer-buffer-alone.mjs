// An ArrayBuffer that is the message and its own transfer list: moved, whatever its size and kind.
import assert from 'node:assert';
import { MessageChannel, markAsUntransferable, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
for (const length of [0, 8, 96, 97, 5000, 1 << 20]) {
  const buffer = new Uint8Array(length).fill(7).buffer;
  const view = new Uint8Array(buffer);
  port1.postMessage(buffer, [buffer]);
  assert.deepStrictEqual([buffer.byteLength, buffer.detached, view.length], [0, true, 0]);
  const { message } = receiveMessageOnPort(port2);
  assert.strictEqual(message.byteLength, length);
  assert.ok(new Uint8Array(message).every((byte) => byte === 7));
  // And once more, by the other form.
  port1.postMessage(message, { transfer: [message] });
  assert.strictEqual(message.detached, true);
  assert.strictEqual(receiveMessageOnPort(port2).message.byteLength, length);
}

const resizable = new ArrayBuffer(100, { maxByteLength: 200 });
port1.postMessage(resizable, [resizable]);
assert.strictEqual(resizable.detached, true);
const received = receiveMessageOnPort(port2).message;
assert.deepStrictEqual([received.resizable, received.byteLength, received.maxByteLength], [true, 100, 200]);

const detached = new ArrayBuffer(8);
detached.transfer();
assert.throws(() => port1.postMessage(detached, [detached]), { name: 'DataCloneError' });
const memory = new WebAssembly.Memory({ initial: 1 });
assert.throws(() => port1.postMessage(memory.buffer, [memory.buffer]), { name: 'DataCloneError' });
assert.strictEqual(memory.buffer.byteLength, 65536);
const shared = new SharedArrayBuffer(8);
assert.throws(() => port1.postMessage(shared, [shared]));
const object = {};
assert.throws(() => port1.postMessage(object, [object]));
const pinned = new ArrayBuffer(8);
markAsUntransferable(pinned);
assert.throws(() => port1.postMessage(pinned, [pinned]), { name: 'DataCloneError' });
assert.strictEqual(pinned.byteLength, 8);
assert.strictEqual(receiveMessageOnPort(port2), undefined);

// To a closed port: gone all the same.
port1.on('message', () => {});
port2.close();
await new Promise((resolve) => port1.once('close', resolve));
const lost = new ArrayBuffer(8);
port1.postMessage(lost, [lost]);
assert.strictEqual(lost.detached, true);
