// Atomics.wait: not-equal, timed-out, order of checks, errors.
'use strict';
const assert = require('node:assert');
const ta = new Int32Array(new SharedArrayBuffer(64));
assert.strictEqual(Atomics.wait(ta, 0, 1), 'not-equal');
assert.strictEqual(Atomics.wait(ta, 0, 0, 0), 'timed-out');
assert.strictEqual(Atomics.wait(ta, 0, 0, 5), 'timed-out');
assert.strictEqual(Atomics.wait(ta, 0, 0, -5), 'timed-out');
const big = new BigInt64Array(ta.buffer);
assert.strictEqual(Atomics.wait(big, 1, 1n), 'not-equal');
assert.strictEqual(Atomics.wait(big, 1, 0n, 5), 'timed-out');
// Only the high half differs.
big[2] = 1n << 40n;
assert.strictEqual(Atomics.wait(big, 2, 0n, 5), 'not-equal');
assert.strictEqual(Atomics.wait(big, 2, 1n << 40n, 5), 'timed-out');
assert.strictEqual(Atomics.notify(ta, 0), 0);
assert.strictEqual(Atomics.notify(ta, 0, -3), 0);
assert.strictEqual(Atomics.notify(new Int32Array(4), 0), 0);
assert.throws(() => Atomics.wait(new Int32Array(4), 0, 0), TypeError);
assert.throws(() => Atomics.wait(new Float64Array(new SharedArrayBuffer(8)), 0, 0), TypeError);
assert.throws(() => Atomics.wait(ta, 16, 0), { name: 'RangeError', message: 'Invalid atomic access index' });
assert.throws(() => Atomics.wait(ta, 0, Symbol()), { message: 'Cannot convert a Symbol value to a number' });
const order = [];
Atomics.wait(ta, { valueOf() { order.push('index'); return 0; } }, { valueOf() { order.push('value'); return 1; } },
  { valueOf() { order.push('timeout'); return 0; } });
assert.deepStrictEqual(order, ['index', 'value', 'timeout']);
assert.strictEqual(Atomics.wait.length, 4);
assert.strictEqual(Atomics.waitAsync.length, 4);
assert.strictEqual(Atomics.notify.length, 3);
