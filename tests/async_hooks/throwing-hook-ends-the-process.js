// An exception in a hook ends the process with exit code 1, past all handlers but 'exit'.
'use strict';
const assert = require('node:assert');
const { execPath, argv } = process;
const { createHook } = require('node:async_hooks');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
assert.ok(execPath && argv);

if (isMainThread) {
  const types = ['PROMISE', 'Timeout', 'before', 'promiseResolve'];
  let ended = 0;
  for (const type of types) {
    const worker = new Worker(__filename, { workerData: type, stderr: true });
    let text = '';
    const seen = [];
    worker.stderr.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
    worker.on('message', (message) => seen.push(message));
    worker.on('error', (error) => { throw error; });
    worker.on('exit', (code) => {
      assert.strictEqual(code, 1, type);
      assert.deepStrictEqual(seen.filter((one) => one !== 'exit'), [], type);
      ended++;
    });
  }
  process.on('exit', () => assert.strictEqual(ended, types.length));
} else {
  const { parentPort } = require('node:worker_threads');
  process.on('uncaughtException', () => parentPort.postMessage('caught'));
  process.on('exit', () => parentPort.postMessage('exit'));
  const fail = () => { throw new Error('from a hook'); };
  createHook({
    init(id, type) { if (type === workerData) fail(); },
    before: workerData === 'before' ? fail : undefined,
    promiseResolve: workerData === 'promiseResolve' ? fail : undefined,
  }).enable();
  setTimeout(() => parentPort.postMessage('timer'), 1);
  Promise.resolve().then(() => {
    if (workerData !== 'Timeout') parentPort.postMessage('job');
  });
}
