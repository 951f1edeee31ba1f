// The close phase is the last of a turn.
const assert = require('node:assert');
const net = require('node:net');

const order = [];
const server = net.createServer((socket) => socket.destroy()).listen(0, () => {
  const client = net.connect(server.address().port, () => {
    setImmediate(() => order.push('immediate'));
    process.nextTick(() => order.push('tick'));
    client.destroy();
  });
  client.on('close', () => {
    order.push('close');
    server.close();
  });
});
process.on('exit', () => assert.deepStrictEqual(order, ['tick', 'immediate', 'close']));
