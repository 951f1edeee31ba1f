'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { parseCpuProfile } = require('./fixtures/profile.js');

(async () => {
  const worker = new Worker("require('node:worker_threads').parentPort.on('message', () => {}).postMessage('');", { eval: true });
  await once(worker, 'message');
  const handle = await worker.startCpuProfile();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const profile = parseCpuProfile(await handle.stop());
  assert(profile.hits('(idle)') > profile.samples.length / 2, `${profile.hits('(idle)')} of ${profile.samples.length}`);
  await worker.terminate();
})();
