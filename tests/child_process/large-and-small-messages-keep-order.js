'use strict';
// Messages of all sizes, some with handles, arrive in the order in which they were sent, and none is lost.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

const SIZES = [1, 100, 5000, 60_000, 70_000, 300_000, 2_000_000];
const COUNT = 300;

if (process.argv[2] === 'child') {
  let next = 0;
  process.on('message', (message, handle) => {
    assert.strictEqual(message.i, next++);
    assert.strictEqual(message.text.length, SIZES[message.i % SIZES.length]);
    assert.strictEqual(handle instanceof net.Server, message.i % 50 === 0);
    handle?.close();
    process.send(message);
  });
  return;
}

const child = fork(__filename, ['child']);
const server = net.createServer().listen(0, '127.0.0.1', () => {
  for (let i = 0; i < COUNT; i++) {
    child.send({ i, text: 'x'.repeat(SIZES[i % SIZES.length]) }, i % 50 === 0 ? server : undefined);
  }
});
let next = 0;
child.on('message', (message) => {
  assert.strictEqual(message.i, next++);
  assert.strictEqual(message.text.length, SIZES[message.i % SIZES.length]);
  if (next === COUNT) {
    server.close();
    child.disconnect();
  }
});
child.on('exit', (code) => {
  assert.strictEqual(code, 0);
  assert.strictEqual(next, COUNT);
});
