// Messages keep cycles and arrive later, never within postMessage.
'use strict';
const assert = require('node:assert');
const { MessageChannel } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
const circular = {};
circular.foo = circular;
let sent = false;
port1.on('message', (message) => {
  assert.ok(sent);
  assert.strictEqual(message.foo, message);
  assert.notStrictEqual(message, circular);
  port1.close();
});
port2.postMessage(circular);
sent = true;
