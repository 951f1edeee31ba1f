// The error of a message that cannot be cloned says which part of it is at fault.
// heddle-only
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const { port1 } = new MessageChannel();
assert.throws(() => port1.postMessage({ user: { list: [1, { callback() {} }] } }), (error) => {
  assert.match(error.message, /user\.list\[1\]\.callback/);
  return true;
});
