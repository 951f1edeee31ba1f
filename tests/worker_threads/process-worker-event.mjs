// The event 'worker' of the process, and the diagnostics channel 'worker_threads', tell of every worker that is made.
import assert from 'node:assert';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const published = [];
const emitted = [];
subscribe('worker_threads', (message, name) => published.push([message, name]));
process.on('worker', (worker) => emitted.push(worker));
const worker = new Worker('', { eval: true });
assert.deepStrictEqual(published, [[{ worker }, 'worker_threads']]);
assert.deepStrictEqual(emitted, []);
await null;
process.nextTick(() => assert.deepStrictEqual(emitted, [worker]));
await once(worker, 'exit');
