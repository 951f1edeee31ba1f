// Compiled code writes through what subarray().fill() returns, and not through the array it was taken from.
const assert = require('node:assert');

function mark(all, from, to, value) {
  const part = all.subarray(from, to).fill(-1);
  for (let i = 0; i < 4; i++) part[i] = value + i;
}

for (const all of [new Int32Array(64), new Int32Array(new SharedArrayBuffer(256))]) {
  for (let round = 0; round < 5000; round++) {
    const from = round % 8 * 8;
    mark(all, from, from + 8, round);
    // In a compiled caller too, the first part keeps what its own round wrote.
    if (from > 0) assert.strictEqual(all[0], round - round % 8, `round ${round}`);
    assert.deepStrictEqual([...all.subarray(from, from + 8)], [round, round + 1, round + 2, round + 3, -1, -1, -1, -1]);
  }
}
