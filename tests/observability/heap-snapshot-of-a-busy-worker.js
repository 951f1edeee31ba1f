// env: JS_GC_ZEAL=14,20000
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Readable } = require('node:stream');
const { Worker } = require('node:worker_threads');
const { follow, parseSnapshot, readAll } = require('./fixtures/snapshot.js');

const code = `
  class Leak { constructor(index) { this.index = index; this.text = 'leaked ' + index; } }
  globalThis.keep = [];
  for (let i = 0; i < 1000; i++) keep.push(new Leak(i));
  require('node:worker_threads').parentPort.postMessage('filled');
  for (;;);
`;

(async () => {
  const worker = new Worker(code, { eval: true });
  await once(worker, 'message');
  const stream = await worker.getHeapSnapshot();
  assert(stream instanceof Readable);
  const snapshot = parseSnapshot(await readAll(stream));
  const leaks = snapshot.objects('Leak').filter((node) => node.edges.some((edge) => edge.name === 'text'));
  assert.strictEqual(leaks.length, 1000);
  const texts = new Set(leaks.map((leak) => follow(leak, 'text')));
  assert(leaks.every((leak) => leak.size > 0));
  assert(texts.size === 1000);
  await worker.terminate();
})();
