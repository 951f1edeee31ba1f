const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const fd = fs.openSync(at('f'), 'w+');
const parts = [Buffer.from('abc'), new Uint8Array(0), new Uint16Array([0x6564])];
assert.strictEqual(fs.writevSync(fd, parts), 5);
assert.strictEqual(fs.writevSync(fd, [Buffer.from('X')], 1), 1);
assert.strictEqual(fs.readFileSync(at('f'), 'utf8'), 'aXcde');
const targets = [Buffer.alloc(2), Buffer.alloc(10)];
assert.strictEqual(fs.readvSync(fd, targets, 0), 5);
assert.strictEqual(targets[0].toString(), 'aX');
assert.strictEqual(targets[1].toString('utf8', 0, 3), 'cde');
assert.strictEqual(fs.writevSync(fd, []), 0);
assert.throws(() => fs.readvSync(fd, []), { code: 'EINVAL', syscall: 'read' });
for (const bad of [Buffer.alloc(1), ['x'], 'x', undefined]) {
  assert.throws(() => fs.readvSync(fd, bad), { code: 'ERR_INVALID_ARG_TYPE', message: /^The "buffers" argument must be an ArrayBufferView\[\]\./ });
  assert.throws(() => fs.writevSync(fd, bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
fs.writev(fd, [Buffer.from('12'), Buffer.from('34')], 0, (error, written, buffers) => {
  assert.strictEqual(error, null);
  assert.strictEqual(written, 4);
  assert.strictEqual(buffers.length, 2);
  const into = [Buffer.alloc(1), Buffer.alloc(2)];
  fs.readv(fd, into, 0, (error, bytesRead, buffers) => {
    assert.strictEqual(error, null);
    assert.strictEqual(bytesRead, 3);
    assert.strictEqual(buffers, into);
    assert.strictEqual(Buffer.concat(into).toString(), '123');
    fs.writev(fd, [], (error, written) => {
      assert.deepStrictEqual([error, written], [null, 0]);
      fs.closeSync(fd);
    });
  });
});
