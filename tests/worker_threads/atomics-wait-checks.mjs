// Atomics.wait checks its arguments as the specification says, and may be used on the main thread.
import assert from 'node:assert';

const view = new Int32Array(new SharedArrayBuffer(16));
assert.throws(() => Atomics.wait(new Int32Array(4), 0, 0), TypeError);
assert.throws(() => Atomics.wait(new Uint8Array(new SharedArrayBuffer(4)), 0, 0), TypeError);
assert.throws(() => Atomics.wait(view, 4, 0), RangeError);
assert.throws(() => Atomics.wait(view, -1, 0), RangeError);
assert.strictEqual(Atomics.wait(view, 0, 1), 'not-equal');
assert.strictEqual(Atomics.wait(view, 0, 0, 0), 'timed-out');
assert.strictEqual(Atomics.wait(view, 0, 0, -5), 'timed-out');
assert.strictEqual(Atomics.wait(view, '0', '0', '1'), 'timed-out');
assert.throws(() => Atomics.notify(view, 0, Symbol()), TypeError);
assert.strictEqual(Atomics.wait.length, 4);
assert.strictEqual(Atomics.wait.name, 'wait');
assert.strictEqual(Atomics.notify.length, 3);
