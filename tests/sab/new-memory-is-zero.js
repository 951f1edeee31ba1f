// Memory of dropped buffers is reused, but a new buffer is always zero.
'use strict';
const assert = require('node:assert');
for (let round = 0; round < 30000; round++) {
  const bytes = new Uint32Array(new SharedArrayBuffer(64));
  for (let i = 0; i < bytes.length; i++) assert.ok(bytes[i] === 0);
  bytes.fill(0xffffffff);
  if (round % 7 === 0) Atomics.notify(new Int32Array(bytes.buffer), 0);
}
