'use strict';
// util.inspect of arrays: holes, extra keys, limits, columns of more than six entries.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
const range = (length) => Array.from({ length }, (_, i) => i);

assert.strictEqual(inspect([]), '[]');
assert.strictEqual(inspect([1, 'a', null, undefined]), `[ 1, 'a', null, undefined ]`);
assert.strictEqual(inspect([, 1, , , 2, ,]), '[ <1 empty item>, 1, <2 empty items>, 2, <1 empty item> ]');
assert.strictEqual(inspect(new Array(3)), '[ <3 empty items> ]');
assert.strictEqual(inspect(Object.assign([1, 2], { x: 1, '-1': 2 })), `[ 1, 2, x: 1, '-1': 2 ]`);
assert.strictEqual(inspect(range(6)), '[ 0, 1, 2, 3, 4, 5 ]');
assert.strictEqual(inspect(range(7)), `[
  0, 1, 2, 3,
  4, 5, 6
]`);
assert.strictEqual(inspect(range(101)), `[
   0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11,
  12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
  24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
  36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
  48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
  60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71,
  72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83,
  84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
  96, 97, 98, 99,
  ... 1 more item
]`);
assert.strictEqual(inspect(range(5), { maxArrayLength: 2 }), '[ 0, 1, ... 3 more items ]');
assert.strictEqual(inspect(range(5), { maxArrayLength: 0 }), '[ ... 5 more items ]');
assert.strictEqual(inspect([, 1, , 2], { maxArrayLength: 2 }), '[ <1 empty item>, 1, ... 2 more items ]');
assert.strictEqual(inspect(range(20).map((x) => x * 1000003)), `[
         0,  1000003,  2000006,
   3000009,  4000012,  5000015,
   6000018,  7000021,  8000024,
   9000027, 10000030, 11000033,
  12000036, 13000039, 14000042,
  15000045, 16000048, 17000051,
  18000054, 19000057
]`);
assert.strictEqual(inspect(['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff', 'ggggggg', 'hhhhhhhh']), `[
  'a',       'bb',
  'ccc',     'dddd',
  'eeeee',   'ffffff',
  'ggggggg', 'hhhhhhhh'
]`);
assert.strictEqual(inspect(range(30).map((x) => [x, x + 1])), `[
  [ 0, 1 ],   [ 1, 2 ],   [ 2, 3 ],
  [ 3, 4 ],   [ 4, 5 ],   [ 5, 6 ],
  [ 6, 7 ],   [ 7, 8 ],   [ 8, 9 ],
  [ 9, 10 ],  [ 10, 11 ], [ 11, 12 ],
  [ 12, 13 ], [ 13, 14 ], [ 14, 15 ],
  [ 15, 16 ], [ 16, 17 ], [ 17, 18 ],
  [ 18, 19 ], [ 19, 20 ], [ 20, 21 ],
  [ 21, 22 ], [ 22, 23 ], [ 23, 24 ],
  [ 24, 25 ], [ 25, 26 ], [ 26, 27 ],
  [ 27, 28 ], [ 28, 29 ], [ 29, 30 ]
]`);
assert.strictEqual(inspect(range(30).map((x) => ({ x }))), `[
  { x: 0 },  { x: 1 },  { x: 2 },
  { x: 3 },  { x: 4 },  { x: 5 },
  { x: 6 },  { x: 7 },  { x: 8 },
  { x: 9 },  { x: 10 }, { x: 11 },
  { x: 12 }, { x: 13 }, { x: 14 },
  { x: 15 }, { x: 16 }, { x: 17 },
  { x: 18 }, { x: 19 }, { x: 20 },
  { x: 21 }, { x: 22 }, { x: 23 },
  { x: 24 }, { x: 25 }, { x: 26 },
  { x: 27 }, { x: 28 }, { x: 29 }
]`);
assert.strictEqual(inspect(['中文字', '日本語', 'a', 'b', 'c', 'd', 'e']), `[ '中文字', '日本語', 'a', 'b', 'c', 'd', 'e' ]`);
assert.strictEqual(inspect([[1, [2, [3, [4]]]]]), '[ [ 1, [ 2, [Array] ] ] ]');
assert.strictEqual(inspect([1, 2], { showHidden: true }), '[ 1, 2, [length]: 2 ]');
assert.strictEqual(inspect(range(50), { breakLength: 40 }), `[
   0,  1,  2,  3,  4,  5,  6,  7,  8,  9,
  10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
  20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
  30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
  40, 41, 42, 43, 44, 45, 46, 47, 48, 49
]`);
assert.strictEqual(inspect(Object.assign(range(10), { foo: 1 })), `[
  0, 1,      2,
  3, 4,      5,
  6, 7,      8,
  9, foo: 1
]`);
assert.strictEqual(inspect(range(10), { compact: false }), `[
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9
]`);
