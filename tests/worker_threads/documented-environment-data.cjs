// setEnvironmentData reaches every worker started afterwards.
'use strict';
const assert = require('node:assert');
const { Worker, getEnvironmentData, setEnvironmentData } = require('node:worker_threads');

setEnvironmentData('Hello', { to: 'World!' });
assert.deepStrictEqual(getEnvironmentData('Hello'), { to: 'World!' });
setEnvironmentData('Gone', 1);
setEnvironmentData('Gone', undefined);
const worker = new Worker(`
  const { getEnvironmentData, parentPort } = require('node:worker_threads');
  parentPort.postMessage([getEnvironmentData('Hello'), getEnvironmentData('Gone')]);
`, { eval: true });
worker.once('message', (message) => {
  assert.deepStrictEqual(message, [{ to: 'World!' }, undefined]);
});
