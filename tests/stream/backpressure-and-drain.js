const assert = require('node:assert');
const { Writable } = require('node:stream');

const written = [];
let release;
const w = new Writable({
  highWaterMark: 3,
  write(chunk, encoding, callback) {
    written.push(`${chunk}`);
    release = callback;
  },
});
assert.strictEqual(w.write('ab'), true);
assert.strictEqual(w.write('cd'), false);
assert.strictEqual(w.writableNeedDrain, true);
assert.strictEqual(w.writableLength, 4);
assert.deepStrictEqual(written, ['ab']);
let drained = false;
w.on('drain', () => { drained = true; });
release();
assert.deepStrictEqual(written, ['ab', 'cd']);
assert.strictEqual(drained, false);
release();
process.on('exit', () => assert.strictEqual(drained, true));
