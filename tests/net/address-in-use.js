// Listening where another listens is an 'error' event.
const assert = require('node:assert');
const net = require('node:net');

let checked = false;
const first = net.createServer().listen(0, () => {
  const { port } = first.address();
  const second = net.createServer().listen(port);
  second.on('error', (error) => {
    assert.strictEqual(error.message, `listen EADDRINUSE: address already in use :::${port}`);
    assert.deepStrictEqual([error.code, error.syscall, error.address, error.port], ['EADDRINUSE', 'listen', '::', port]);
    checked = true;
    first.close();
  });
});
process.on('exit', () => assert(checked));
