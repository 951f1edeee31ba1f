// The bytes arrive in the user's buffer on its own thread: a buffer that was transferred meanwhile is left alone.
const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'x'.repeat(1000));
const fd = fs.openSync(at('f'));
const view = new Uint8Array(1000);
fs.read(fd, view, 0, 1000, 0, (error, count, buffer) => {
  assert.strictEqual(error, null);
  assert.strictEqual(count, 1000);
  assert.strictEqual(buffer, view);
  assert.strictEqual(view.length, 0);
  assert.strictEqual(moved.byteLength, 1000);
  fs.closeSync(fd);
});
const moved = structuredClone(view.buffer, { transfer: [view.buffer] });
