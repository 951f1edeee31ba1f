'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { parseCpuProfile } = require('./fixtures/profile.js');

const code = `
  let sum = 0;
  function busy() { for (let i = 0; i < 1e6; i++) sum = (sum + i * 7) | 0; }
  function caller() { for (let n = 0; n < 100; n++) busy(); }
  for (;;) {
    require('node:worker_threads').parentPort.postMessage('');
    caller();
  }
`;

(async () => {
  const worker = new Worker(code, { eval: true });
  await once(worker, 'message');
  // The profile begins amid the loop, which never ends.
  const handle = await worker.startCpuProfile();
  assert.strictEqual(handle.constructor.name, 'CPUProfileHandle');
  // The first of these may have been sent before; between the others it was busy.
  for (let i = 0; i < 5; i++) await once(worker, 'message');
  const text = await handle.stop();
  assert.strictEqual(await handle.stop(), text, 'a second stop gives the same profile');
  const profile = parseCpuProfile(text);
  const top = profile.top();
  assert.strictEqual(top.callFrame.functionName, 'busy');
  assert.strictEqual(top.callFrame.url, '[worker eval]');
  assert.strictEqual(top.callFrame.lineNumber, 2);
  assert.strictEqual(top.callFrame.columnNumber, 15);
  assert(top.hitCount > profile.samples.length / 2, `${top.hitCount} of ${profile.samples.length}`);
  assert.deepStrictEqual(profile.pathTo(top).slice(-2), ['caller', 'busy']);
  await worker.terminate();
})();
