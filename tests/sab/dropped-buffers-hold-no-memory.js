// no-gc-stress: measures memory
// A million dropped small buffers hold neither memory nor descriptors.
// serial
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const before = process.memoryUsage.rss();
let peak = 0;
for (let i = 0; i < 1000000; i++) {
  new SharedArrayBuffer(4);
  if (i % 50000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
}
assert.ok(fs.readdirSync('/proc/self/fd').length < 1000);
assert.ok(fs.readFileSync('/proc/self/maps', 'utf8').split('\n').length < 20000);
assert.ok(peak - before < 400 * 2 ** 20, `grew by ${(peak - before) >> 20} MiB`);
