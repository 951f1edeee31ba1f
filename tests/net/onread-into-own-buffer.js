// The onread option: data goes into one buffer that the program gave.
const assert = require('node:assert');
const net = require('node:net');

let text = '';
const buffer = Buffer.alloc(4);
const server = net.createServer((socket) => socket.end('hello world')).listen(0, () => {
  const client = net.connect({
    port: server.address().port,
    onread: {
      buffer,
      callback(count, given) {
        assert.strictEqual(given, buffer);
        text += given.toString('latin1', 0, count);
        return true;
      },
    },
  });
  client.on('data', () => assert.fail('no data events'));
  client.on('close', () => server.close());
});
process.on('exit', () => assert.strictEqual(text, 'hello world'));
