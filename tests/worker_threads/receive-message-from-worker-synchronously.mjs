// Atomics.wait plus receiveMessageOnPort is a synchronous call into a worker, even on the main thread.
import assert from 'node:assert';
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';

const flag = new Int32Array(new SharedArrayBuffer(4));
const { port1, port2 } = new MessageChannel();
const worker = new Worker(`
  const { workerData: { flag, port } } = require('node:worker_threads');
  port.postMessage({ answer: 42 });
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
`, { eval: true, workerData: { flag, port: port2 }, transferList: [port2] });
Atomics.wait(flag, 0, 0);
assert.deepStrictEqual(receiveMessageOnPort(port1), { message: { answer: 42 } });
await new Promise((resolve) => worker.once('exit', resolve));
