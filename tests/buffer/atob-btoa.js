'use strict';
const assert = require('node:assert');
assert.strictEqual(btoa('hello'), 'aGVsbG8=');
assert.strictEqual(btoa('\xff'), '/w==');
assert.strictEqual(atob(' aGVs\nbG8= '), 'hello');
assert.strictEqual(atob('/w'), '\xff');
assert.strictEqual(atob(null), '\x9eée');
for (const bad of ['a', 'aGVsbG8=a', '_-==', 'YQ=', '====', 'é']) {
  assert.throws(() => atob(bad), { name: 'InvalidCharacterError', code: 5 }, bad);
}
assert.throws(() => btoa('€'), { name: 'InvalidCharacterError' });
assert.throws(() => atob(), { code: 'ERR_MISSING_ARGS' });
assert.strictEqual(require('node:buffer').atob, atob);
