const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const file = at('f');
const fd = fs.openSync(file, 'w+');
const read = () => fs.readFileSync(file, 'utf8');
const b = Buffer.from('hello');
assert.strictEqual(fs.writeSync(fd, 'abc'), 3);
assert.strictEqual(fs.writeSync(fd, 'X', 1), 1);
assert.strictEqual(read(), 'aXc');
assert.strictEqual(fs.writeSync(fd, 'é€'), 5);
assert.strictEqual(read(), 'aXcé€');
fs.ftruncateSync(fd);
assert.strictEqual(fs.writeSync(fd, b, 1, 3, 0), 3);
assert.strictEqual(read(), 'ell');
assert.strictEqual(fs.writeSync(fd, b, { offset: 4, position: 0 }), 1);
assert.strictEqual(read(), 'oll');
assert.strictEqual(fs.writeSync(fd, '6869', 0, 'hex'), 2);
assert.strictEqual(read(), 'hil');
assert.strictEqual(fs.writeSync(fd, new Uint16Array([0x4141]), 0, 2, 0), 2);
assert.strictEqual(read(), 'AAl');
assert.strictEqual(fs.writeSync(fd, ''), 0);
assert.strictEqual(fs.writeSync(fd, Buffer.alloc(0)), 0);
assert.throws(() => fs.writeSync(fd, 'abc', 0, 'hex'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'encoding' is invalid for data of length 3. Received 'hex'",
});
assert.throws(() => fs.writeSync(fd, b, 1, 9), { code: 'ERR_OUT_OF_RANGE', message: 'The value of "length" is out of range. It must be <= 4. Received 9' });
assert.throws(() => fs.writeSync(fd, b, 9), { code: 'ERR_OUT_OF_RANGE', message: 'The value of "offset" is out of range. It must be <= 5. Received 9' });
assert.throws(() => fs.writeSync(fd, b, -1), { code: 'ERR_OUT_OF_RANGE' });
for (const data of [1, {}, null, undefined, { toString() { return 'a'; } }]) {
  assert.throws(() => fs.writeSync(fd, data), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "buffer" argument must be of type string or an instance of Buffer, TypedArray, or DataView\./,
  });
}
assert.throws(() => fs.writeSync(99, 'x'), { code: 'EBADF', syscall: 'write' });
fs.closeSync(fd);
