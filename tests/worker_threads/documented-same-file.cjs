// The documented pattern: one file is both the program and its worker.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename, { workerData: 'Hello, world!' });
  let answered = false;
  worker.once('message', (message) => {
    assert.deepStrictEqual(message, ['Hello, world!', 'and back']);
    answered = true;
  });
  worker.postMessage('and back');
  process.on('exit', () => assert.ok(answered));
} else {
  parentPort.once('message', (message) => parentPort.postMessage([workerData, message]));
}
