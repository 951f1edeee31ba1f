// A client writes and ends, a server echoes: both see data, end and close, in order.
const assert = require('node:assert');
const net = require('node:net');

const events = [];
const server = net.createServer((socket) => {
  assert.strictEqual(socket.server, server);
  socket.on('data', (data) => socket.write(`echo ${data}`));
  socket.on('end', () => events.push('server end'));
  socket.on('close', (hadError) => events.push(`server close ${hadError}`));
});
server.listen(0, '127.0.0.1', () => {
  const { address, family, port } = server.address();
  assert.deepStrictEqual([address, family], ['127.0.0.1', 'IPv4']);
  const client = net.connect(port, '127.0.0.1');
  assert.deepStrictEqual([client.connecting, client.pending, client.readyState], [true, true, 'opening']);
  client.setEncoding('utf8');
  let received = '';
  client.on('connect', () => {
    assert.deepStrictEqual([client.connecting, client.pending, client.readyState], [false, false, 'open']);
    assert.deepStrictEqual([client.remotePort, client.remoteFamily, client.localAddress], [port, 'IPv4', '127.0.0.1']);
    events.push('connect');
    client.end('hello');
  });
  client.on('ready', () => events.push('ready'));
  client.on('data', (data) => { received += data; });
  client.on('end', () => events.push('client end'));
  client.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.strictEqual(received, 'echo hello');
    assert.deepStrictEqual([client.bytesRead, client.bytesWritten, client.destroyed], [10, 5, true]);
    server.close((error) => {
      assert.strictEqual(error, undefined);
      assert.deepStrictEqual(events.slice(0, 2), ['connect', 'ready']);
      assert.deepStrictEqual(events.slice(2).sort(), ['client end', 'server close false', 'server end']);
    });
  });
});
process.on('exit', () => assert.strictEqual(events.length, 5));
