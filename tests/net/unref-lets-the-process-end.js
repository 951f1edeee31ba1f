// Servers and sockets that are unref'd do not keep the process.
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.unref()).listen(0, () => {
  const client = net.connect(server.address().port, () => {
    assert.strictEqual(client.unref(), client);
    assert.strictEqual(server.unref(), server);
  });
  client.on('close', () => assert.fail('closed'));
});
server.on('close', () => assert.fail('closed'));
