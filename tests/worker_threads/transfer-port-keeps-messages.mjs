// Messages that wait in a port's queue travel with it.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
port1.postMessage('first');
port1.postMessage('second');
const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const seen = [];
  parentPort.once('message', (port) => port.on('message', (m) => {
    seen.push(m);
    if (seen.length === 3) { parentPort.postMessage(seen); port.close(); }
  }));
`, { eval: true });
worker.postMessage(port2, [port2]);
port1.postMessage('third');
assert.deepStrictEqual(await once(worker, 'message'), [['first', 'second', 'third']]);
