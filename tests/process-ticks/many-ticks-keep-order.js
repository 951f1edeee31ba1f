'use strict';
const assert = require('node:assert');
let next = 0;
for (let i = 0; i < 1000; i++) process.nextTick((n) => assert.strictEqual(next++, n), i);
// While the queue is being emptied it is filled again.
let depth = 0;
process.nextTick(function again() { if (++depth < 1000) process.nextTick(again); });
process.on('exit', () => {
  assert.strictEqual(next, 1000);
  assert.strictEqual(depth, 1000);
});
