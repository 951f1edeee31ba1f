// A path that starts with ./ or ../ is relative to the working directory; other relative names are refused.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const { Worker } = require('node:worker_threads');

fs.writeFileSync('child.cjs', "require('node:worker_threads').parentPort.postMessage(__filename)");
const worker = new Worker('./child.cjs');
worker.once('message', (file) => {
  assert.strictEqual(file, fs.realpathSync('child.cjs'));
});

assert.throws(() => new Worker('child.cjs'), { code: 'ERR_WORKER_PATH', name: 'TypeError' });
assert.throws(() => new Worker('file:///tmp/x.mjs'), { code: 'ERR_WORKER_PATH' });
assert.throws(() => new Worker(1), { code: 'ERR_INVALID_ARG_TYPE' });
