// Signals close servers and sockets.
const assert = require('node:assert');
const net = require('node:net');

const seen = [];
const controller = new AbortController();
const first = net.createServer().listen({ port: 0, signal: controller.signal }, () => controller.abort());
first.on('close', () => {
  seen.push('server');
  const second = new AbortController();
  const server = net.createServer((socket) => socket.resume()).listen(0, () => {
    const client = net.connect({ port: server.address().port, signal: second.signal }, () => second.abort());
    client.on('error', (error) => seen.push(error.code));
    client.on('close', () => server.close());
  });
});
process.on('exit', () => assert.deepStrictEqual(seen, ['server', 'ABORT_ERR']));
