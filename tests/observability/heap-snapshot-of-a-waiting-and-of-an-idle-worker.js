// env: JS_GC_ZEAL=14,20000
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { parseSnapshot, readAll } = require('./fixtures/snapshot.js');

const begin = "class Mark {} globalThis.mark = new Mark(); require('node:worker_threads').parentPort.postMessage('');";
const ends = {
  waiting: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
  idle: "require('node:worker_threads').parentPort.on('message', () => {});",
};

(async () => {
  for (const [state, end] of Object.entries(ends)) {
    const worker = new Worker(begin + end, { eval: true });
    await once(worker, 'message');
    // Many at once, each with an answer of its own.
    const streams = await Promise.all(Array.from({ length: 4 }, () => worker.getHeapSnapshot()));
    for (const stream of streams) {
      assert(parseSnapshot(await readAll(stream)).objects('Mark').length >= 1, state);
    }
    await worker.terminate();
  }
})();
