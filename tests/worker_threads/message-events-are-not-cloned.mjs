// A MessageEvent cannot be cloned, whoever made it, wherever it stands in a message, and whatever stands before it.
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const event = await new Promise((resolve) => {
  port2.onmessage = resolve;
  port1.postMessage('x');
});
class Sub extends MessageEvent {}
const refused = { name: 'DataCloneError', code: 25 };
for (const one of [event, new MessageEvent('message', { data: 1 }), new Sub('message')]) {
  const values = [
    one, { one }, [1, one], new Map([['key', one]]), new Set([one]), { before: new Date(), one }, { before: 1n, in: { one } },
  ];
  for (const value of values) {
    assert.throws(() => structuredClone(value), refused);
    assert.throws(() => port1.postMessage(value), refused);
  }
  assert.throws(() => structuredClone(one), { message: 'Cannot clone object of unsupported type.' });
}

// Others are plain objects, also those that look like one.
class Private {
  #lastEventId = '';
  x = this.#lastEventId;
}
assert.deepStrictEqual(structuredClone(new Private()), { x: '' });
assert.deepStrictEqual(structuredClone({ a: new Map([[new Private(), 1n]]) }).a.size, 1);
assert.deepStrictEqual(structuredClone(Object.create(MessageEvent.prototype)), {});
port1.close();
