// Stacks name the places in the sources under --enable-source-maps, whether the map is a file or inline.
// flags: --enable-source-maps
'use strict';
const assert = require('node:assert');
const path = require('node:path');

assert.strictEqual(process.sourceMapsEnabled, true);
const source = path.join(__dirname, 'fixtures/src/math.js');

function framesOf(file) {
  try {
    require(file).average([]);
  } catch (error) {
    return error.stack.split('\n').slice(0, 4);
  }
}

const mapped = framesOf('./fixtures/dist/math.min.cjs');
assert.deepStrictEqual(mapped.slice(0, 3), [
  'RangeError: cannot divide 0 by zero',
  `    at divide (${source}:4:11)`,
  `    at Object.n (${source}:11:10)`,
]);
// Files without a map are shown as they are.
assert.match(mapped[3], /^ {4}at framesOf \(.*flag\.cjs:12:/);

assert.deepStrictEqual(framesOf('./fixtures/dist/inline.cjs').slice(0, 3), [
  'RangeError: cannot divide 0 by zero',
  '    at divide (webpack://app/math.js:4:11)',
  '    at Object.n (webpack://app/math.js:11:10)',
]);
assert.strictEqual(framesOf('./fixtures/node_modules/packed')[1], '    at divide (webpack://app/math.js:4:11)');
