'use strict';
// Timers and counters that do not exist, or exist already, are process warnings.
const assert = require('node:assert');

const warnings = [];
process.on('warning', (warning) => warnings.push(warning.message));
console.time();
console.time();
console.timeEnd('x');
console.timeLog('y');
console.countReset('z');
process.on('exit', () => assert.deepStrictEqual(warnings, [
  "Label 'default' already exists for console.time()",
  "No such label 'x' for console.timeEnd()",
  "No such label 'y' for console.timeLog()",
  "Count for 'z' does not exist",
]));
