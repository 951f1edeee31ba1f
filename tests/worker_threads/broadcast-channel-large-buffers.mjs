// Large buffers arrive whole at every receiver, each with memory of its own.
import assert from 'node:assert';
import { BroadcastChannel } from 'node:worker_threads';

const sender = new BroadcastChannel('large');
const receivers = [1, 2, 3].map(() => new BroadcastChannel('large'));
const arrived = receivers.map((channel) => new Promise((resolve) => { channel.onmessage = ({ data }) => resolve(data); }));
const bytes = new Uint8Array(3 << 20).map((_, i) => i);
sender.postMessage({ bytes, view: bytes.subarray(5, 10) });
const copies = await Promise.all(arrived);
copies.forEach(({ bytes: copy, view }, i) => {
  assert.deepStrictEqual(copy, bytes);
  assert.strictEqual(view.buffer, copy.buffer);
  copy.fill(i);
});
assert.deepStrictEqual(copies.map((copy) => copy.view[0]), [0, 1, 2]);
assert.strictEqual(bytes[7], 7);
for (const channel of [sender, ...receivers]) channel.close();
