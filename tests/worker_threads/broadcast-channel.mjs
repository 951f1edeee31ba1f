// Every other channel of the name receives, in order; the sender itself does not.
import assert from 'node:assert';
import { BroadcastChannel, receiveMessageOnPort } from 'node:worker_threads';

assert.strictEqual(BroadcastChannel, globalThis.BroadcastChannel);
const sender = new BroadcastChannel('news');
const other = new BroadcastChannel('other news');
const receivers = [new BroadcastChannel('news'), new BroadcastChannel('news')];
const received = receivers.map(() => []);
let self = 0;
sender.onmessage = () => { self++; };
other.onmessage = () => assert.fail('a channel of another name received');

const done = receivers.map((channel, i) => new Promise((resolve) => {
  channel.onmessage = (event) => {
    assert.ok(event instanceof MessageEvent);
    assert.strictEqual(event.target, channel);
    assert.deepStrictEqual(event.ports, []);
    received[i].push(event.data);
    if (event.data === 'last') resolve();
  };
}));
sender.postMessage({ map: new Map([[1, new Date(5)]]), bytes: new Uint8Array([1, 2]) });
sender.postMessage(undefined);
sender.postMessage('last');
await Promise.all(done);
for (const list of received) {
  assert.deepStrictEqual(list, [{ map: new Map([[1, new Date(5)]]), bytes: new Uint8Array([1, 2]) }, null, 'last']);
}
assert.notStrictEqual(received[0][0], received[1][0]);
assert.strictEqual(self, 0);

receivers[0].onmessage = null;
sender.postMessage(7);
assert.deepStrictEqual(receiveMessageOnPort(receivers[0]), { message: 7 });
assert.strictEqual(receiveMessageOnPort(receivers[0]), undefined);
for (const channel of [sender, other, ...receivers]) channel.close();
