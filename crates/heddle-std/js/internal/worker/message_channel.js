// MessageChannel. https://nodejs.org/api/worker_threads.html#class-messagechannel
'use strict';

const { newPort } = require('internal/worker/message_port');

class MessageChannel {
  constructor() {
    this.port1 = newPort();
    this.port2 = newPort();
    ops.op_port_pair(this.port1, this.port2);
  }
}

module.exports = { MessageChannel };
