// An idle socket emits 'timeout'; activity starts it anew.
const assert = require('node:assert');
const net = require('node:net');

let timeouts = 0;
const server = net.createServer((socket) => socket.on('error', () => {}).resume()).listen(0, () => {
  const client = net.connect(server.address().port);
  client.setTimeout(20, () => {
    timeouts++;
    assert.strictEqual(client.timeout, 20);
    client.destroy();
  });
  client.on('close', () => server.close());
});
process.on('exit', () => assert.strictEqual(timeouts, 1));
