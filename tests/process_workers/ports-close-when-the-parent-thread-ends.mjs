// heddle-only
// A thread that made a process worker ends: ports whose other ends were in that process hear 'close' in other threads.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

for (const end of ['process.exit()', '']) {
  const { port1, port2 } = new MessageChannel();
  const thread = new Worker(`
    const { Worker, parentPort, workerData: port } = require('node:worker_threads');
    const inner = new Worker(\`
      const { workerData: port } = require('node:worker_threads');
      port.postMessage('here');
      port.ref();
      setInterval(() => {}, 1000);
    \`, { eval: true, isolation: 'process', workerData: port, transferList: [port] });
    parentPort.once('message', () => { ${end} });
  `, { eval: true, isolation: 'thread', workerData: port2, transferList: [port2] });
  const closed = once(port1, 'close');
  assert.deepStrictEqual(await once(port1, 'message'), ['here']);
  port1.on('message', () => {});
  if (end === '') await thread.terminate();
  else thread.postMessage('end');
  await closed;
}
