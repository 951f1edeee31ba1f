// flags: --expose-gc
// A worker can be terminated, or leave, while its FinalizationRegistries have callbacks to run.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');
const { once } = require('node:events');

const source = (ending) => `
  const { parentPort } = require('node:worker_threads');
  const registries = [];
  let calls = 0;
  for (let i = 0; i < 20; i++) {
    const registry = new FinalizationRegistry(() => {
      parentPort.postMessage(++calls);
      ${ending}
    });
    registries.push(registry);
    for (let j = 0; j < 20; j++) registry.register({}, j);
  }
  setImmediate(() => gc());
  setInterval(() => {}, 1000);
`;

(async () => {
  const endless = new Worker(source('for (;;) ;'), { eval: true });
  const [first] = await once(endless, 'message');
  assert.strictEqual(first, 1);
  assert.strictEqual(await endless.terminate(), 1);

  const leaving = new Worker(source('process.exit(7);'), { eval: true });
  const [code] = await once(leaving, 'exit');
  assert.strictEqual(code, 7);
})().then(() => console.log('ok'));
