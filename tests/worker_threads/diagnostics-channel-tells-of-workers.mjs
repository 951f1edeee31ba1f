// The diagnostics channel 'worker_threads' is told of each Worker as it is made.
import assert from 'node:assert';
import diagnosticsChannel from 'node:diagnostics_channel';
import { Worker } from 'node:worker_threads';

const told = [];
const listener = ({ worker }, name) => told.push(worker, name);
diagnosticsChannel.subscribe('worker_threads', listener);
const first = new Worker('', { eval: true });
assert.deepStrictEqual(told, [first, 'worker_threads']);
diagnosticsChannel.unsubscribe('worker_threads', listener);
new Worker('', { eval: true });
assert.strictEqual(told.length, 2);
