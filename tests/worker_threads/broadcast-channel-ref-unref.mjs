// An open channel keeps its thread alive unless it is unref'd.
import assert from 'node:assert';
import { BroadcastChannel, Worker } from 'node:worker_threads';

const run = (source) => new Promise((resolve) => new Worker(source, { eval: true }).once('exit', resolve));
assert.strictEqual(await run('new BroadcastChannel("r").unref()'), 0);
assert.strictEqual(await run('new BroadcastChannel("r").ref().close()'), 0);

const channel = new BroadcastChannel('r');
channel.unref().unref();
const worker = new Worker('new BroadcastChannel("r").onmessage = function () { this.close(); }', { eval: true });
let exited = false;
const exit = new Promise((resolve) => worker.once('exit', (code) => { exited = true; resolve(code); }));
worker.once('online', () => {
  // The worker's channel may not be there yet.
  const timer = setInterval(() => {
    if (exited) clearInterval(timer);
    else channel.postMessage('end');
  }, 5);
});
assert.strictEqual(await exit, 0);
