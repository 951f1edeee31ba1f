// flags: --expose-gc
// What a callback of a FinalizationRegistry throws is an uncaught exception; the other targets' callbacks run all the same.
'use strict';
const assert = require('node:assert');

const seen = [];
const caught = [];
process.on('uncaughtException', (error, origin) => {
  assert.strictEqual(origin, 'uncaughtException');
  caught.push(error.message);
});

const registry = new FinalizationRegistry((held) => {
  seen.push(held);
  if (held % 2) throw new Error(`thrown for ${held}`);
});
const other = new FinalizationRegistry((held) => seen.push(held));
(function register() {
  for (let i = 0; i < 6; i++) registry.register({}, i);
  other.register({}, 6);
})();
setImmediate(() => gc());

process.on('exit', () => {
  process.removeAllListeners('uncaughtException');
  assert.deepStrictEqual(seen.sort(), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepStrictEqual(caught.sort(), ['thrown for 1', 'thrown for 3', 'thrown for 5']);
});
