'use strict';
// The diff of assert.deepStrictEqual.
const assert = require('node:assert');
const range = (length) => Array.from({ length }, (_, i) => i);

function check(fn, message, fields = {}) {
  let error;
  try {
    fn();
  } catch (thrown) {
    error = thrown;
  }
  if (error === undefined) throw new Error(`nothing was thrown by ${fn}`);
  if (error.message !== message) throw new Error(`${fn}: got\n${error.message}\nexpected\n${message}`);
  for (const key of Object.keys(fields)) {
    if (error[key] !== fields[key]) throw new Error(`${fn}: ${key} is ${error[key]}, expected ${fields[key]}`);
  }
}

check(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }), `Expected values to be strictly deep-equal:
+ actual - expected

  {
+   a: 1
-   a: 2
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual([1, 2, 3], [1, 2, 4]), `Expected values to be strictly deep-equal:
+ actual - expected

  [
    1,
    2,
+   3
-   4
  ]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual({ a: 1, b: { c: [1, 2, 3] } }, { a: 1, b: { c: [1, 2, 4] } }), `Expected values to be strictly deep-equal:
+ actual - expected

  {
    a: 1,
    b: {
      c: [
        1,
        2,
+       3
-       4
      ]
    }
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(range(50), range(50).map((x) => (x === 25 ? 'x' : x))), `Expected values to be strictly deep-equal:
+ actual - expected
... Skipped lines

  [
    0,
    1,
    2,
    3,
...
    24,
+   25,
-   'x',
    26,
    27,
    28,
    29,
    30,
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 2 }]])), `Expected values to be strictly deep-equal:
+ actual - expected

  Map(1) {
    1 => {
+     a: 1
-     a: 2
    }
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(new Set([1, 2]), new Set([1, 3])), `Expected values to be strictly deep-equal:
+ actual - expected

  Set(2) {
    1,
+   2
-   3
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual({ a: 1 }, { a: 1, b: 2, c: 3 }), `Expected values to be strictly deep-equal:
+ actual - expected

  {
    a: 1,
-   b: 2,
-   c: 3
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual({ a: 1 }, 'x'), `Expected values to be strictly deep-equal:
+ actual - expected

+ {
+   a: 1
+ }
- 'x'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(Object.create(null), {}), `Expected values to be strictly deep-equal:
+ actual - expected

+ [Object: null prototype] {}
- {}
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(new Date(0), new Date(1)), `Expected values to be strictly deep-equal:
+ actual - expected

+ 1970-01-01T00:00:00.000Z
- 1970-01-01T00:00:00.001Z
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual([], [1]), `Expected values to be strictly deep-equal:
+ actual - expected

+ []
- [
-   1
- ]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), `Expected values to be strictly deep-equal:
+ actual - expected

  [
+   1,
+   2,
+   3,
+   4,
+   5,
+   6,
+   7,
+   8,
+   9,
    10,
-   9,
-   8,
-   7,
-   6,
-   5,
-   4,
-   3,
-   2,
-   1
  ]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(new Error('a'), new Error('b')), `Expected values to be strictly deep-equal:
+ actual - expected

+ [Error: a]
- [Error: b]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(-0, 0), `Expected values to be strictly deep-equal:
+ actual - expected

+ -0
- 0
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual({ x: undefined }, {}), `Expected values to be strictly deep-equal:
+ actual - expected

+ {
+   x: undefined
+ }
- {}
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(new WeakMap(), new WeakMap()), `Values have same structure but are not reference-equal:

WeakMap {
  <items unknown>
}
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual({ get a() { return 1 } }, { get a() { return 2 } }), `Expected values to be strictly deep-equal:
+ actual - expected

  {
+   a: [Getter: 1]
-   a: [Getter: 2]
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(range(100), range(99)), `Expected values to be strictly deep-equal:
+ actual - expected
... Skipped lines

  [
    0,
    1,
    2,
    3,
...
    98,
+   99
  ]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(range(20).map((x) => `line${x}`).join('\n'), range(20).map((x) => `line${x % 7 === 3 ? 'X' : x}`).join('\n')), `Expected values to be strictly deep-equal:
+ actual - expected

  'line0\\n' +
    'line1\\n' +
    'line2\\n' +
+   'line3\\n' +
-   'lineX\\n' +
    'line4\\n' +
    'line5\\n' +
    'line6\\n' +
    'line7\\n' +
    'line8\\n' +
    'line9\\n' +
+   'line10\\n' +
-   'lineX\\n' +
    'line11\\n' +
    'line12\\n' +
    'line13\\n' +
    'line14\\n' +
    'line15\\n' +
    'line16\\n' +
+   'line17\\n' +
-   'lineX\\n' +
    'line18\\n' +
    'line19'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }, 'message'), `message
+ actual - expected

  {
+   a: 1
-   a: 2
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'deepStrictEqual', name: 'AssertionError' });
check(() => assert.partialDeepStrictEqual({ a: 1, b: 2 }, { c: 3 }), `Expected values to be partially and strictly deep-equal:
+ actual - expected

  {
+   a: 1,
+   b: 2
-   c: 3
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'partialDeepStrictEqual', name: 'AssertionError' });
check(() => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }), `Expected "actual" not to be strictly deep-equal to:

{
  a: 1
}
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'notDeepStrictEqual', name: 'AssertionError' });
check(() => assert.notDeepStrictEqual(range(60), range(60)), `Expected "actual" not to be strictly deep-equal to:

[
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
  17,
  18,
  19,
  20,
  21,
  22,
  23,
  24,
  25,
  26,
  27,
  28,
  29,
  30,
  31,
  32,
  33,
  34,
  35,
  36,
  37,
  38,
  39,
  40,
  41,
  42,
  43,
  44,
...
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'notDeepStrictEqual', name: 'AssertionError' });
check(() => assert.deepStrictEqual(['a', 'b', 'c', 'a', 'b', 'b', 'a'], ['c', 'b', 'a', 'b', 'a', 'c']), `Expected values to be strictly deep-equal:
+ actual - expected

  [
+   'a',
+   'b',
    'c',
-   'b',
    'a',
    'b',
+   'b',
    'a',
-   'c'
  ]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepStrictEqual', name: 'AssertionError' });
