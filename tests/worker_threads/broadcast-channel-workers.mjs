// One message from the main thread reaches all workers, and each of theirs reaches everybody else.
import assert from 'node:assert';
import { BroadcastChannel, Worker } from 'node:worker_threads';

const source = `
  const { parentPort, workerData, threadId } = require('node:worker_threads');
  const channel = new BroadcastChannel('team');
  const heard = [];
  channel.onmessage = ({ data }) => {
    if (data.task !== undefined) {
      Atomics.add(data.shared, 0, 1);
      channel.postMessage({ from: workerData, result: data.task + workerData });
    } else {
      heard.push(data.from);
    }
    if (heard.length === 3) { parentPort.postMessage(heard.sort()); channel.close(); }
  };
  parentPort.postMessage('ready');
`;
const workers = [0, 1, 2, 3].map((workerData) => new Worker(source, { eval: true, workerData }));
await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));

const channel = new BroadcastChannel('team');
const shared = new Int32Array(new SharedArrayBuffer(4));
const results = new Map();
const answered = new Promise((resolve) => {
  channel.onmessage = ({ data }) => {
    results.set(data.from, data.result);
    if (results.size === 4) resolve();
  };
});
const heard = workers.map((worker) => new Promise((resolve) => worker.once('message', resolve)));
const exits = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
channel.postMessage({ task: 10, shared });
await answered;
assert.deepStrictEqual([...results].sort(), [[0, 10], [1, 11], [2, 12], [3, 13]]);
assert.strictEqual(shared[0], 4);
const lists = await Promise.all(heard);
lists.forEach((list, i) => assert.deepStrictEqual(list, [0, 1, 2, 3].filter((n) => n !== i)));
assert.deepStrictEqual(await Promise.all(exits), [0, 0, 0, 0]);
channel.close();
