// env: JS_GC_ZEAL=14,3000
// A message nested a hundred thousand levels deep arrives or is refused; it never crashes.
import assert from 'node:assert';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

let deep = {};
for (let i = 0; i < 100_000; i++) deep = { deep };
const { port1, port2 } = new MessageChannel();
let sent = true;
try {
  port1.postMessage(deep);
} catch (error) {
  sent = false;
  assert.ok(error instanceof RangeError || error.name === 'DataCloneError');
}
assert.strictEqual(receiveMessageOnPort(port2) !== undefined, sent);
