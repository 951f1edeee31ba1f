// heddle-only
// Messages sent before an uncaught error are delivered before it.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const log = [];
const worker = new Worker("for (let i = 0; i < 3; i++) require('worker_threads').parentPort.postMessage(i); throw 'boom'", { eval: true });
worker.on('message', (m) => log.push(m));
worker.on('error', (e) => log.push(e));
assert.strictEqual(await new Promise((resolve) => worker.once('exit', resolve)), 1);
assert.deepStrictEqual(log, [0, 1, 2, 'boom']);
