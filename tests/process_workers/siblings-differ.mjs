// heddle-only
// Workers that are forked from one process share no randomness, no ids and no clocks.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const source = `require('worker_threads').parentPort.postMessage([Math.random(), crypto.randomUUID(), process.pid,
  require('worker_threads').threadId, performance.timeOrigin])`;
const before = Date.now();
const told = [];
for (let i = 0; i < 4; i++) told.push((await once(new Worker(source, { eval: true, isolation: 'process' }), 'message'))[0]);
for (let field = 0; field < 5; field++) assert.strictEqual(new Set(told.map((values) => values[field])).size, 4);
for (const [, , , , origin] of told) assert(origin >= before - 5 && origin <= Date.now() + 5, `${origin} ${before}`);
