'use strict';
const assert = require('node:assert');
const a = require('./fixtures/cycle-a.js');
assert.deepStrictEqual(a.seenByB, { early: 'a', late: undefined, keys: ['early'] });
assert.strictEqual(a.late, 'a');
assert.strictEqual(Object.getPrototypeOf(a), Object.prototype);
const warnings = [];
process.on('warning', (warning) => warnings.push(warning.message));
process.on('exit', () => {
  assert.deepStrictEqual(warnings, ["Accessing non-existent property 'late' of module exports inside circular dependency"]);
});
