'use strict';
const assert = require('node:assert');
const seen = new Set();
for (let i = 0; i < 1000; i++) {
  const uuid = crypto.randomUUID();
  assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  seen.add(uuid);
}
assert.strictEqual(seen.size, 1000);
