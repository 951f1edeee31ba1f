// What structuredClone itself refuses.
import assert from 'node:assert';

const type = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
assert.throws(() => structuredClone(), { name: 'TypeError', code: 'ERR_MISSING_ARGS' });
assert.throws(() => structuredClone(1, 5), type);
assert.throws(() => structuredClone(1, { transfer: 5 }), type);
assert.throws(() => structuredClone(1, { transfer: [5] }), {
  ...type, message: "Failed to execute 'structuredClone': transfer in Options[0] is not an object.",
});
assert.throws(() => structuredClone(1, { transfer: [{}] }), { name: 'DataCloneError' });
const buffer = new ArrayBuffer(1);
assert.throws(() => structuredClone(1, { transfer: [buffer, buffer] }), { name: 'DataCloneError' });
assert.strictEqual(buffer.byteLength, 1);
assert.strictEqual(structuredClone(buffer, { transfer: new Set([buffer]) }).byteLength, 1);
assert.ok(buffer.detached);
assert.throws(() => structuredClone(new Uint8Array(buffer)), TypeError);
assert.throws(() => structuredClone(buffer), { name: 'DataCloneError', message: 'An ArrayBuffer is detached and could not be cloned.' });
assert.deepStrictEqual(structuredClone(Math), {});
class Point { constructor() { this.x = 1; } get y() { return 2; } }
const clone = structuredClone(new Point());
assert.strictEqual(Object.getPrototypeOf(clone), Object.prototype);
assert.deepStrictEqual(clone, { x: 1 });
assert.throws(() => structuredClone({ get x() { throw new RangeError('from a getter'); } }), { message: 'from a getter' });
