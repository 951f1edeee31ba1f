'use strict';
const assert = require('node:assert');
const log = [];
const second = [];
setTimeout(() => {
  log.push('first');
  clearTimeout(second[0]);
  clearImmediate(second[1]);
}, 1);
second[0] = setTimeout(() => assert.fail(), 1);
second[1] = undefined;
let runs = 0;
const interval = setInterval(() => {
  if (++runs === 3) clearInterval(interval);
}, 1);
const immediates = [];
immediates[0] = setImmediate(() => {
  clearImmediate(immediates[1]);
  process.nextTick(() => clearImmediate(immediates[2]));
});
immediates[1] = setImmediate(() => assert.fail());
immediates[2] = setImmediate(() => assert.fail());
immediates[3] = setImmediate(() => log.push('fourth'));
process.on('exit', () => {
  assert.deepStrictEqual(log.sort(), ['first', 'fourth']);
  assert.strictEqual(runs, 3);
});
