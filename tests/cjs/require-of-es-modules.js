'use strict';
const assert = require('node:assert');
const plain = require('./fixtures/without-default.mjs');
assert.strictEqual(plain.a, 1);
assert.strictEqual(Object.prototype.toString.call(plain), '[object Module]');
assert.ok(!('__esModule' in plain));
assert.strictEqual(require('./fixtures/without-default.mjs'), plain);
// With a default export, __esModule is added for transpiled importers.
const withDefault = require('./fixtures/with-default.mjs');
assert.deepStrictEqual(Object.keys(withDefault).sort(), ['__esModule', 'a', 'default']);
assert.strictEqual(withDefault.__esModule, true);
assert.strictEqual(withDefault.default.name, 'named');
assert.strictEqual(require('./fixtures/with-default.mjs'), withDefault);
assert.strictEqual(require('./fixtures/own-es-module.mjs').__esModule, false);
assert.deepStrictEqual(require('./fixtures/module-exports-name.mjs'), { chosen: true });
assert.throws(() => require('./fixtures/throws.mjs'), { name: 'RangeError', message: 'from esm' });
import('./fixtures/without-default.mjs').then((imported) => {
  assert.strictEqual(imported, plain);
  process.exitCode = 0;
});
process.exitCode = 1;
