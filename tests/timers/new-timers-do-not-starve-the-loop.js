// Timers that are always due again do not keep immediates from running.
'use strict';
const assert = require('node:assert');
let timers = 0;
let done = false;
function busy() {
  timers++;
  const start = performance.now();
  while (performance.now() - start < 3);
  if (!done) setTimeout(busy, 1);
}
setTimeout(busy, 1);
setTimeout(() => setImmediate(() => { done = true; }), 1);
process.on('exit', () => assert.ok(done && timers < 100));
