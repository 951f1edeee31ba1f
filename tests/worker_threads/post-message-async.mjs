// heddle-only: postMessageAsync(), queued and highWaterMark of ports.
import assert from 'node:assert';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const { port1, port2 } = new MessageChannel();
const order = [];

// Resolved in order, each when it was taken.
const first = port1.postMessageAsync('x'.repeat(1000)).then((value) => order.push(['first', value]));
const second = port1.postMessageAsync({ a: 1 }).then(() => order.push('second'));
assert.strictEqual(port1.queued.messages, 2);
assert.ok(port1.queued.bytes >= 1000);
assert.deepStrictEqual(port2.queued, { messages: 0, bytes: 0 });
await turn();
assert.deepStrictEqual(order, []);
assert.strictEqual(receiveMessageOnPort(port2).message.length, 1000);
await first;
assert.deepStrictEqual(order, [['first', undefined]]);
assert.strictEqual(port1.queued.messages, 1);
assert.deepStrictEqual(receiveMessageOnPort(port2).message, { a: 1 });
await second;
assert.deepStrictEqual(port1.queued, { messages: 0, bytes: 0 });

// A plain postMessage() before it counts.
port1.postMessage('before');
let taken = false;
const third = port1.postMessageAsync('after').then(() => { taken = true; });
assert.strictEqual(receiveMessageOnPort(port2).message, 'before');
await turn();
assert.strictEqual(taken, false);
assert.strictEqual(receiveMessageOnPort(port2).message, 'after');
await third;

// With a high-water mark the sender may be so many bytes ahead.
assert.strictEqual(port1.highWaterMark, 0);
port1.highWaterMark = 10_000;
for (let i = 0; i < 9; i++) await port1.postMessageAsync(new ArrayBuffer(1000));
const large = new ArrayBuffer(5000);
let ahead = false;
const waits = port1.postMessageAsync({ large }, [large]).then(() => { ahead = true; });
assert.strictEqual(large.byteLength, 0);
await turn();
assert.strictEqual(ahead, false);
assert.strictEqual(port1.queued.messages, 10);
for (let i = 0; i < 5; i++) receiveMessageOnPort(port2);
await waits;
assert.strictEqual(port1.queued.messages, 5);
// A higher one lets go of those that wait.
const behind = port1.postMessageAsync(new ArrayBuffer(10_000));
port1.highWaterMark = Infinity;
await behind;
for (const wrong of [-1, NaN]) assert.throws(() => { port1.highWaterMark = wrong; }, { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => { port1.highWaterMark = '1'; }, { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(port1.highWaterMark, Infinity);

// What postMessage() throws, it rejects with.
await assert.rejects(port1.postMessageAsync(), { code: 'ERR_MISSING_ARGS' });
await assert.rejects(port1.postMessageAsync(() => {}), { name: 'DataCloneError' });
await assert.rejects(port1.postMessageAsync(1, [port1]), { name: 'DataCloneError' });
const { postMessageAsync } = port1;
await assert.rejects(postMessageAsync.call({}, 1), { code: 'ERR_INVALID_THIS' });

// Nothing will be taken any more: the other end is closed, this one is, or it went elsewhere.
port1.highWaterMark = 0;
while (receiveMessageOnPort(port2) !== undefined);
const closed = { code: 'ERR_CLOSED_MESSAGE_PORT', name: 'Error', message: 'Cannot send data on closed MessagePort' };
const before = port1.postMessageAsync('taken');
const late = port1.postMessageAsync('late');
receiveMessageOnPort(port2);
port2.close();
await before;
await assert.rejects(late, closed);
await assert.rejects(port1.postMessageAsync(1), closed);
assert.deepStrictEqual(port1.queued, { messages: 0, bytes: 0 });
{
  const { port1: a, port2: b } = new MessageChannel();
  const pending = a.postMessageAsync(1);
  a.close();
  await assert.rejects(pending, closed);
  assert.strictEqual(receiveMessageOnPort(b).message, 1);
}
{
  const [{ port1: a, port2: b }, carrier] = [new MessageChannel(), new MessageChannel()];
  const pending = a.postMessageAsync(1);
  carrier.port1.postMessage(a, [a]);
  await assert.rejects(pending, closed);
  await assert.rejects(a.postMessageAsync(2), closed);
  // There it works on: one message waits already.
  const moved = receiveMessageOnPort(carrier.port2).message;
  assert.strictEqual(moved.queued.messages, 1);
  const sent = moved.postMessageAsync(3);
  b.on('message', () => {});
  await sent;
  moved.close();
  carrier.port1.close();
}
assert.deepStrictEqual(Object.keys(Object.getPrototypeOf(port1)).filter((key) => /Async|queued|high/.test(key)), []);
