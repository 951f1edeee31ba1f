// A worker that is terminated leaves its groups: the others go on.
import assert from 'node:assert';
import { BroadcastChannel, Worker } from 'node:worker_threads';

const worker = new Worker(`
  const channel = new BroadcastChannel('group');
  channel.onmessage = () => { for (;;); };
  require('node:worker_threads').parentPort.postMessage('ready');
`, { eval: true });
await new Promise((resolve) => worker.once('message', resolve));
const sender = new BroadcastChannel('group');
for (let i = 0; i < 100; i++) sender.postMessage(i);
await worker.terminate();
const receiver = new BroadcastChannel('group');
const arrived = new Promise((resolve) => { receiver.onmessage = ({ data }) => resolve(data); });
sender.postMessage('after');
assert.strictEqual(await arrived, 'after');
sender.close();
receiver.close();
