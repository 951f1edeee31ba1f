// maxConnections: what is too much is dropped, with an event.
const assert = require('node:assert');
const net = require('node:net');

let dropped;
const server = net.createServer((socket) => socket.resume());
server.maxConnections = 1;
server.on('drop', (data) => { dropped = data; });
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const first = net.connect(port, '127.0.0.1', () => {
    const second = net.connect(port, '127.0.0.1');
    second.on('error', () => {}).resume().on('close', () => {
      server.getConnections((error, count) => {
        assert.deepStrictEqual([error, count], [null, 1]);
        first.end();
        server.close();
      });
    });
  });
});
process.on('exit', () => assert.deepStrictEqual([dropped.remoteFamily, dropped.localAddress], ['IPv4', '127.0.0.1']));
