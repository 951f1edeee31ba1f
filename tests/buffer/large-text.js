'use strict';
// Text beyond every inner limit (pool, stack buffers, adopted memory) survives the round trip.
const assert = require('node:assert');

for (const unit of ['a', 'é', '€', '😀', 'a€']) {
  for (const count of [1, 170, 171, 255, 256, 512, 513, 10922, 32767, 65536, 700000]) {
    const text = unit.repeat(count);
    const buffer = Buffer.from(text);
    assert.strictEqual(buffer.length, Buffer.byteLength(text), `${unit} ${count}`);
    assert(buffer.toString() === text, `${unit} ${count}`);
    assert(buffer.toString('latin1').length === buffer.length);
    assert(Buffer.from(buffer.toString('base64'), 'base64').equals(buffer));
    assert(Buffer.from(buffer.toString('hex'), 'hex').equals(buffer));
  }
}
