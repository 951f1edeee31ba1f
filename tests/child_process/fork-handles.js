// Sockets and servers go to another process with a message; the server counts the connections that it gave away.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const { once } = require('node:events');
const net = require('node:net');

if (process.argv[2] === 'child') {
  const kept = [];
  process.on('message', (message, handle) => {
    if (message === 'server') {
      assert.ok(handle instanceof net.Server);
      handle.on('connection', (socket) => {
        socket.end('of the child');
        handle.close();
      });
      process.send('listening');
    } else if (message === 'socket') {
      assert.ok(handle instanceof net.Socket);
      kept.push(handle);
      process.send('has it');
    } else if (message === 'let go') {
      kept.forEach((socket) => socket.end('bye'));
    } else {
      process.send({ message, has: handle !== undefined });
    }
  });
} else {
  main();
}

async function textOf(socket) {
  let text = '';
  for await (const part of socket) text += part;
  return text;
}

async function main() {
  const child = fork(__filename, ['child']);
  const server = net.createServer({ pauseOnConnect: true });
  server.listen(0);
  await once(server, 'listening');
  const client = net.connect(server.address().port);
  const [socket] = await once(server, 'connection');
  const sent = Promise.withResolvers();
  child.send('socket', socket, sent.resolve);
  // What follows does not overtake the socket.
  child.send('after');
  assert.strictEqual(await sent.promise, null);
  assert.strictEqual((await once(child, 'message'))[0], 'has it');
  assert.deepStrictEqual((await once(child, 'message'))[0], { message: 'after', has: false });
  const count = () => new Promise((resolve, reject) => {
    server.getConnections((error, number) => (error ? reject(error) : resolve(number)));
  });
  assert.strictEqual(await count(), 1);
  let closed = false;
  server.close(() => { closed = true; });
  await count();
  assert.strictEqual(closed, false);
  child.send('let go');
  assert.strictEqual(await textOf(client), 'bye');
  if (!closed) await once(server, 'close');

  // A socket that was given away already: the text alone.
  child.send('twice', socket);
  assert.deepStrictEqual((await once(child, 'message'))[0], { message: 'twice', has: false });

  const shared = net.createServer();
  shared.listen(0);
  await once(shared, 'listening');
  const { port } = shared.address();
  child.send('server', shared, () => shared.close());
  assert.strictEqual((await once(child, 'message'))[0], 'listening');
  assert.strictEqual(await textOf(net.connect(port)), 'of the child');
  child.disconnect();
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);
}
