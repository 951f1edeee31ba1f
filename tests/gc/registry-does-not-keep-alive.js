// A FinalizationRegistry with targets that are never collected does not keep the process or a worker alive.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

const source = `
  globalThis.registry = new FinalizationRegistry(() => { throw new Error('must not run'); });
  globalThis.target = {};
  registry.register(target, 1);
  registry.register(registry, 2);
`;
(0, eval)(source);
const worker = new Worker(source, { eval: true });
worker.on('exit', (code) => assert.strictEqual(code, 0));
