// Every receiver of a broadcast gets a large buffer of its own.
import assert from 'node:assert';
import { BroadcastChannel, receiveMessageOnPort } from 'node:worker_threads';

const sender = new BroadcastChannel('large');
const receivers = [1, 2, 3].map(() => new BroadcastChannel('large'));
const bytes = new Uint8Array(100_000).fill(4);
sender.postMessage({ bytes, again: bytes.buffer });
const got = receivers.map((receiver) => receiveMessageOnPort(receiver).message);
for (const { bytes: copy, again } of got) {
  assert.strictEqual(copy.length, 100_000);
  assert.ok(copy.every((byte) => byte === 4));
  assert.strictEqual(copy.buffer, again);
  copy.fill(9);
}
assert.strictEqual(new Set(got.map(({ again }) => again)).size, 3);
assert.strictEqual(bytes[99_999], 4);
for (const channel of [sender, ...receivers]) channel.close();
