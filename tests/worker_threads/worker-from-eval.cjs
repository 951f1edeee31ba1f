// eval: true runs the text itself, CommonJS with require, and with import syntax as a module.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');

(async () => {
  const cjs = new Worker("require('worker_threads').parentPort.postMessage(typeof require('os').EOL)", { eval: true });
  assert.deepStrictEqual(await once(cjs, 'message'), ['string']);
  const esm = new Worker("import { parentPort } from 'node:worker_threads'; parentPort.postMessage(await 5)", { eval: true });
  assert.deepStrictEqual(await once(esm, 'message'), [5]);
  assert.throws(() => new Worker(new URL('file:///x.js'), { eval: true }), { code: 'ERR_INVALID_ARG_VALUE' });
})();
