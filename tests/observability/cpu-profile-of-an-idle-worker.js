'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { parseCpuProfile } = require('./fixtures/profile.js');

// Asked to, it does nothing for a while.
const code = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', () => setTimeout(() => parentPort.postMessage('rested'), 300));
  parentPort.postMessage('ready');
`;

(async () => {
  const worker = new Worker(code, { eval: true });
  await once(worker, 'message');
  const handle = await worker.startCpuProfile();
  worker.postMessage('');
  await once(worker, 'message');
  const profile = parseCpuProfile(await handle.stop());
  assert(profile.hits('(idle)') > profile.samples.length / 2, `${profile.hits('(idle)')} of ${profile.samples.length}`);
  await worker.terminate();
})();
