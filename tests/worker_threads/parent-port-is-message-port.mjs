// parentPort has the whole MessagePort interface, with both kinds of listeners.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort, MessagePort } = require('node:worker_threads');
  const seen = [parentPort instanceof MessagePort];
  parentPort.on('message', (value) => { seen.push(['on', value]); });
  parentPort.addEventListener('message', (event) => { seen.push(['listener', event.data, event.type]); });
  parentPort.onmessage = (event) => {
    seen.push(['onmessage', event.data, event.target === parentPort]);
    parentPort.postMessage(seen);
    parentPort.close();
  };
`, { eval: true });
worker.postMessage('x');
const [seen] = await once(worker, 'message');
assert.deepStrictEqual(seen, [true, ['on', 'x'], ['listener', 'x', 'message'], ['onmessage', 'x', true]]);
