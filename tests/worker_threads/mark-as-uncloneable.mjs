// What is marked as uncloneable cannot be sent, by itself or within something else; buffers stay what they are.
import assert from 'node:assert';
import { markAsUncloneable, MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const marked = { secret: 1 };
assert.strictEqual(markAsUncloneable(marked), undefined);
for (const message of [marked, [marked], { a: { marked } }, new Map([[marked, 1]])]) {
  assert.throws(() => port1.postMessage(message), { name: 'DataCloneError', code: 25 });
  assert.throws(() => structuredClone(message), { name: 'DataCloneError' });
}
assert.strictEqual(receiveMessageOnPort(port2), undefined);
// A copy is not marked.
port1.postMessage({ ...marked });
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: { secret: 1 } });

const buffer = new ArrayBuffer(4);
const bytes = new Uint8Array(buffer);
markAsUncloneable(buffer);
markAsUncloneable(Buffer.from('x'));
port1.postMessage(bytes);
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: new Uint8Array(4) });
for (const value of [undefined, null, 1, 'x', true]) assert.strictEqual(markAsUncloneable(value), undefined);
port1.close();
