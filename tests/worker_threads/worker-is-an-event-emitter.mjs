// A Worker is an EventEmitter, with all that goes with it.
import assert from 'node:assert';
import EventEmitter, { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('require("node:worker_threads").parentPort.postMessage(1)', { eval: true });
assert(worker instanceof EventEmitter);
const seen = [];
const removed = () => seen.push('removed');
worker.on('message', removed).off('message', removed);
worker.prependListener('message', (value) => seen.push(`first ${value}`));
worker.once('message', (value) => seen.push(`once ${value}`));
assert.strictEqual(worker.listenerCount('message'), 2);
assert(worker.eventNames().includes('message'));
worker.emit('message', 'by hand');
await once(worker, 'exit');
assert.deepStrictEqual(seen, ['first by hand', 'once by hand', 'first 1']);
