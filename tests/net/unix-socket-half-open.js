// A UNIX domain socket: allowHalfOpen answers after the end; the file goes with the server.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const net = require('node:net');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'net-'));
const file = path.join(folder, 'socket');
let answer = '';
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  socket.resume().on('end', () => socket.end('after the end'));
}).listen(file, () => {
  assert.strictEqual(server.address(), file);
  const client = net.connect(file);
  client.setEncoding('utf8').on('data', (data) => { answer += data; });
  client.end('x');
  client.on('close', () => {
    server.close(() => {
      assert.strictEqual(fs.existsSync(file), false);
      fs.rmSync(folder, { recursive: true });
    });
  });
});
process.on('exit', () => assert.strictEqual(answer, 'after the end'));
