// A server in a worker, a client in the main thread; terminate() closes the worker's sockets.
const assert = require('node:assert');
const { once } = require('node:events');
const net = require('node:net');
const { Worker } = require('node:worker_threads');

(async () => {
  const worker = new Worker(`
    const net = require('node:net');
    const { parentPort } = require('node:worker_threads');
    const server = net.createServer((socket) => socket.write('from the worker')).listen(0, '127.0.0.1', () => {
      parentPort.postMessage(server.address().port);
    });
  `, { eval: true });
  const [port] = await once(worker, 'message');
  const client = net.connect(port, '127.0.0.1');
  const [data] = await once(client, 'data');
  assert.strictEqual(data.toString(), 'from the worker');
  client.resume().on('error', () => {});
  const closed = once(client, 'close');
  await worker.terminate();
  await closed;
})();
