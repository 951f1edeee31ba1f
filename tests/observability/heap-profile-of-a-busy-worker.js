'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { parseHeapProfile } = require('./fixtures/profile.js');

const code = `
  let ring = [];
  function make() { return { buffer: new Uint8Array(100_000) }; }
  for (;;) {
    require('node:worker_threads').parentPort.postMessage('');
    for (let i = 0; i < 1000; i++) ring[i % 100] = make();
  }
`;

(async () => {
  const worker = new Worker(code, { eval: true });
  await once(worker, 'message');
  const handle = await worker.startHeapProfile();
  assert.strictEqual(handle.constructor.name, 'HeapProfileHandle');
  // The first of these may have been sent before; between the others it allocated.
  for (let i = 0; i < 4; i++) await once(worker, 'message');
  const text = await handle.stop();
  assert.strictEqual(await handle.stop(), text);
  const profile = parseHeapProfile(text);
  if (process.versions.heddle) assert(profile.size('make') > 1_000_000, String(profile.size('make')));
  {
    await using again = await worker.startHeapProfile({ sampleInterval: 1024 });
    assert(again);
  }
  await worker.terminate();
})();
