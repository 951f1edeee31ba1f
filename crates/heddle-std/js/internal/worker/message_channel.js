// MessageChannel. https://nodejs.org/api/worker_threads.html#class-messagechannel
'use strict';

const { newPort } = require('internal/worker/message_port');

// A function and not a class, so that a call without `new` fails as in Node.
function MessageChannel() {
  if (new.target === undefined) {
    const { typeError } = require('internal/worker/platform');
    throw typeError('Cannot call constructor without `new`', 'ERR_CONSTRUCT_CALL_REQUIRED', MessageChannel);
  }
  this.port1 = newPort();
  this.port2 = newPort();
  ops.op_port_pair(this.port1, this.port2);
}

module.exports = { MessageChannel };
