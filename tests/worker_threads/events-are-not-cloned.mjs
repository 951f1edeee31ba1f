// Events of the classes that carry data of others cannot be cloned; plain ones become plain objects.
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const { port1 } = new MessageChannel();
for (const type of [MessageEvent, ErrorEvent, CloseEvent]) {
  const event = new type('x');
  assert.throws(() => structuredClone(event), { name: 'DataCloneError', code: 25, message: 'Cannot clone object of unsupported type.' });
  assert.throws(() => port1.postMessage({ list: [event] }), { name: 'DataCloneError' });
}
for (const plain of [new Event('x'), new CustomEvent('x', { detail: 1 }), new EventTarget()]) {
  const copy = structuredClone(plain);
  assert.strictEqual(Object.getPrototypeOf(copy), Object.prototype);
}
