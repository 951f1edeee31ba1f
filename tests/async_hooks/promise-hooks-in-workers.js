// Hooks for promises work in workers, each on its own, also in one that ends while they are enabled.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');
const { createHook } = require('node:async_hooks');

const source = `
  const { createHook, executionAsyncId } = require('node:async_hooks');
  const { parentPort } = require('node:worker_threads');
  let made = 0;
  createHook({ init(id, type) { if (type === 'PROMISE') made++; } }).enable();
  new Promise(() => {});
  Promise.resolve().then(() => parentPort.postMessage({ made, id: executionAsyncId() }));
`;
let here = 0;
const hook = createHook({ init(id, type) { if (type === 'PROMISE') here++; } });
const messages = [];
for (const ending of ['', 'setTimeout(() => process.exit(3), 1)', 'setInterval(() => {}, 1000)']) {
  const worker = new Worker(source + ending, { eval: true });
  worker.on('message', (message) => {
    messages.push(message);
    if (ending.startsWith('setInterval')) worker.terminate();
  });
  worker.on('exit', (code) => assert.strictEqual(code, ending === '' ? 0 : ending.startsWith('setTimeout') ? 3 : 1));
}
hook.enable();
hook.disable();
process.on('exit', () => {
  assert.strictEqual(here, 0);
  assert.strictEqual(messages.length, 3);
  for (const { made, id } of messages) {
    assert.ok(made >= 3, `${made}`);
    assert.ok(id > 0);
  }
});
