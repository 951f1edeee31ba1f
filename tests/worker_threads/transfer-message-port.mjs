// A port travels to a worker, and two workers talk through it without the parent.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const source = (code) => `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', (port) => { ${code} });
`;
const asker = new Worker(source(`
  port.postMessage(20);
  port.once('message', (answer) => { parentPort.postMessage(answer); port.close(); });
`), { eval: true });
const answerer = new Worker(source("port.once('message', (n) => port.postMessage(n + 1));"), { eval: true });
const exits = [once(asker, 'exit'), once(answerer, 'exit')];
asker.postMessage(port1, [port1]);
answerer.postMessage(port2, [port2]);
assert.deepStrictEqual(await once(asker, 'message'), [21]);
assert.deepStrictEqual(await Promise.all(exits), [[0], [0]]);
