// A transfer list may name each object once, and no memory that is shared or gone.
import assert from 'node:assert';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const error = { name: 'DataCloneError', code: 25 };
const send = [(value, list) => port1.postMessage(value, list), (value, list) => port1.postMessage(value, { transfer: list }),
              (value, list) => structuredClone(value, { transfer: list })];
for (const post of send) {
  const buffer = new ArrayBuffer(8);
  assert.throws(() => post(buffer, [buffer, buffer]), error);
  assert.strictEqual(buffer.byteLength, 8);
  const gone = new ArrayBuffer(8);
  structuredClone(gone, { transfer: [gone] });
  assert.throws(() => post(1, [gone]), error);
  const shared = new SharedArrayBuffer(8);
  assert.throws(() => post(shared, [shared]), error);
  const { port1: port } = new MessageChannel();
  assert.throws(() => post(port, [port, port]), error);
  // One that is not in the list.
  assert.throws(() => post({ port }), { name: 'DataCloneError' });
  port.close();
  assert.throws(() => post(new URL('https://example.org')), error);
  assert.throws(() => post(() => {}), error);
}
assert.strictEqual(receiveMessageOnPort(port2), undefined);
port1.close();
