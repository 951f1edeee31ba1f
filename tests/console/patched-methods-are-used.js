'use strict';
// Methods that build on others use what the program has put in their place.
const assert = require('node:assert');

const calls = [];
console.log = (...args) => calls.push(['log', ...args]);
console.warn = (...args) => calls.push(['warn', ...args]);
console.error = (...args) => calls.push(['error', args[0].split('\n')[0]]);
console.count();
console.group('a');
console.groupEnd();
console.assert(false, 'x');
console.trace('t');
console.time('q');
console.timeLog('q', 1, 'x');
console.timeEnd('q');
console.table(5);

assert.deepStrictEqual(calls.slice(0, 4), [['log', 'default: 1'], ['log', 'a'], ['warn', 'Assertion failed: x'], ['error', 'Trace: t']]);
assert.deepStrictEqual(calls[4].slice(0, 3), ['log', '%s: %s', 'q']);
assert.match(calls[4][3], /^[\d.]+ms$/);
assert.deepStrictEqual(calls[4].slice(4), [1, 'x']);
assert.deepStrictEqual(calls[5].slice(0, 3), ['log', '%s: %s', 'q']);
assert.deepStrictEqual(calls[6], ['log', 5]);
