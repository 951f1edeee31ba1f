// A worker module may use top-level await; messages sent meanwhile wait for the listener.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const source = `
  import { parentPort } from 'node:worker_threads';
  await new Promise((resolve) => setTimeout(resolve, 1));
  parentPort.once('message', (m) => parentPort.postMessage(['late', m]));
`;
const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
worker.postMessage('early');
assert.deepStrictEqual(await once(worker, 'message'), [['late', 'early']]);
