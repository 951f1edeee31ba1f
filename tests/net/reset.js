// resetAndDestroy cuts the connection off: the other side sees ECONNRESET.
const assert = require('node:assert');
const net = require('node:net');

let seen;
const server = net.createServer((socket) => {
  socket.resume();
  socket.on('error', (error) => { seen = `${error.message} ${error.code}`; });
  socket.on('close', (hadError) => {
    assert.strictEqual(hadError, true);
    server.close();
  });
}).listen(0, () => {
  const client = net.connect(server.address().port, () => client.resetAndDestroy());
  client.on('close', (hadError) => assert.strictEqual(hadError, false));
});
process.on('exit', () => assert.strictEqual(seen, 'read ECONNRESET ECONNRESET'));
