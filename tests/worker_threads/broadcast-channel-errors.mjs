// Arguments, brands, values that cannot be cloned, and channels that are closed.
import assert from 'node:assert';
import { inspect } from 'node:util';
import { BroadcastChannel, receiveMessageOnPort } from 'node:worker_threads';

assert.throws(() => new BroadcastChannel(), { code: 'ERR_MISSING_ARGS', message: 'The "name" argument must be specified' });
assert.throws(() => BroadcastChannel('x'), TypeError);
assert.throws(() => new BroadcastChannel(Symbol('x')), TypeError);

const channel = new BroadcastChannel(5);
const receiver = new BroadcastChannel('5');
assert.strictEqual(channel.name, '5');
assert.strictEqual(inspect(channel), "BroadcastChannel { name: '5', active: true }");
assert.throws(() => channel.postMessage(), { code: 'ERR_MISSING_ARGS' });
for (const value of [() => {}, Symbol('x'), { deep: [() => {}] }, Promise.resolve(), new WeakMap()]) {
  assert.throws(() => channel.postMessage(value), { name: 'DataCloneError', code: 25 });
}
const { port1 } = new MessageChannel();
assert.throws(() => channel.postMessage(port1), { name: 'DataCloneError' });
// There is no transfer list: a buffer is copied.
const buffer = new ArrayBuffer(4);
channel.postMessage(buffer, [buffer]);
assert.strictEqual(buffer.byteLength, 4);
assert.strictEqual(receiveMessageOnPort(receiver).message.byteLength, 4);

const { prototype } = BroadcastChannel;
for (const method of ['postMessage', 'close', 'ref', 'unref']) {
  assert.throws(() => prototype[method].call({}, 1), { code: 'ERR_INVALID_THIS' });
}
assert.throws(() => prototype.name, { code: 'ERR_INVALID_THIS' });

channel.close();
channel.close();
assert.strictEqual(inspect(channel), "BroadcastChannel { name: '5', active: false }");
assert.strictEqual(channel.ref(), channel);
assert.throws(() => channel.postMessage(1), { name: 'InvalidStateError', code: 11 });
assert.throws(() => receiveMessageOnPort(channel), { code: 'ERR_INVALID_ARG_TYPE' });
receiver.close();
port1.close();
