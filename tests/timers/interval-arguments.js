'use strict';
const assert = require('node:assert');
let runs = 0;
const interval = setInterval(function(a, b) {
  assert.deepStrictEqual([a, b], ['x', 2]);
  assert.strictEqual(this, interval);
  if (++runs === 2) clearInterval(this);
}, 1, 'x', 2);
setTimeout((...args) => assert.deepStrictEqual(args, [1, 2, 3, 4]), 1, 1, 2, 3, 4);
setImmediate((...args) => assert.deepStrictEqual(args, [1, 2]), 1, 2);
process.on('exit', () => assert.strictEqual(runs, 2));
