// flags: --expose-gc
// Callbacks of FinalizationRegistries arrive in workers, and what one throws ends the worker with an error.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

async function run(source) {
  const worker = new Worker(source, { eval: true });
  const messages = [];
  const errors = [];
  worker.on('message', (message) => messages.push(message));
  worker.on('error', (error) => errors.push(error));
  const code = await new Promise((resolve) => worker.on('exit', resolve));
  return { messages, errors, code };
}

const makeGarbage = `
  const { parentPort } = require('node:worker_threads');
  const registry = new FinalizationRegistry((held) => {
    parentPort.postMessage(held);
    if (held === 'bad') throw new TypeError('a bad one');
  });
  function register(held) { registry.register({}, held); }
  setImmediate(() => gc());
`;

(async () => {
  const fine = await run(`${makeGarbage}; register('one'); register('two');`);
  assert.deepStrictEqual(fine.messages.sort(), ['one', 'two']);
  assert.deepStrictEqual(fine.errors, []);
  assert.strictEqual(fine.code, 0);

  const bad = await run(`${makeGarbage}; register('bad');`);
  assert.deepStrictEqual(bad.messages, ['bad']);
  assert.strictEqual(bad.errors.length, 1);
  assert.ok(bad.errors[0] instanceof TypeError);
  assert.strictEqual(bad.errors[0].message, 'a bad one');
  assert.strictEqual(bad.code, 1);
})().then(() => console.log('ok'));
