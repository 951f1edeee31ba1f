// A port hears 'close' when the worker that holds its other end is gone, however it ended; so does an unreferenced one.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

for (const end of ['', 'process.exit(0);', 'throw new Error("x");', 'for (;;);']) {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(`
    const { workerData: port } = require('node:worker_threads');
    port.postMessage('here');
    ${end}
  `, { eval: true, workerData: port2, transferList: [port2] });
  worker.on('error', (error) => assert.strictEqual(error.message, 'x'));
  // Keeps the process alive.
  port1.on('message', () => {});
  const closed = once(port1, 'close');
  assert.deepStrictEqual(await once(port1, 'message'), ['here']);
  if (end === 'for (;;);') worker.terminate();
  await closed;
  assert.doesNotThrow(() => port1.postMessage('nobody'));
}
