'use strict';
// Ordering, equality, joining and copying.
const assert = require('node:assert');

const a = Buffer.from('abc');
const b = Buffer.from('abd');
assert.strictEqual(Buffer.compare(a, b), -1);
assert.strictEqual(b.compare(a), 1);
assert.strictEqual(a.compare(new Uint8Array([97, 98, 99])), 0);
assert.strictEqual(Buffer.from('ab').compare(a), -1);
assert.strictEqual(a.compare(b, 0, 2, 0, 2), 0);
assert.strictEqual(a.compare(b, 2, 2), 1);
assert(a.equals(Buffer.from('abc')) && !a.equals(b) && !a.equals(Buffer.from('ab')));
assert.deepStrictEqual([b, a, Buffer.alloc(0)].sort(Buffer.compare).map(String), ['', 'abc', 'abd']);

assert.strictEqual(Buffer.concat([a, new Uint8Array([45]), b]).toString(), 'abc-abd');
assert.strictEqual(Buffer.concat([a, b], 4).toString(), 'abca');
assert.strictEqual(Buffer.concat([a], 5).toString('hex'), '6162630000');
assert.strictEqual(Buffer.concat([]).length, 0);
assert.throws(() => Buffer.concat([a, 'x']), { code: 'ERR_INVALID_ARG_TYPE', message: /"list\[1\]"/ });

const target = Buffer.alloc(5, '.');
assert.strictEqual(a.copy(target, 3), 2);
assert.strictEqual(target.toString(), '...ab');
assert.strictEqual(a.copy(target, 0, 1, 2), 1);
assert.strictEqual(target.toString(), 'b..ab');
assert.strictEqual(target.copy(target, 1, 0, 4), 4);
assert.strictEqual(target.toString(), 'bb..a');
assert.strictEqual(a.copy(target, 9), 0);
assert.throws(() => a.copy(target, -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => a.copy(target, 0, 4), { code: 'ERR_OUT_OF_RANGE' });
