// A port delivers what was sent before it was closed, then 'close' on both ends.
'use strict';
const assert = require('node:assert');
const { MessageChannel } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
const log = [];
port2.on('message', (message) => log.push(message));
port2.on('close', () => log.push('closed 2'));
port1.on('close', () => log.push('closed 1'));
port1.postMessage('foobar');
port1.close();
process.on('exit', () => {
  assert.strictEqual(log[0], 'foobar');
  assert.deepStrictEqual(log.slice(1).sort(), ['closed 1', 'closed 2']);
});
