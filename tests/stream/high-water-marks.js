const assert = require('node:assert');
const stream = require('node:stream');

assert.strictEqual(stream.getDefaultHighWaterMark(false), 65536);
assert.strictEqual(stream.getDefaultHighWaterMark(true), 16);
assert.strictEqual(new stream.Readable().readableHighWaterMark, 65536);
assert.strictEqual(new stream.Writable({ objectMode: true }).writableHighWaterMark, 16);
stream.setDefaultHighWaterMark(false, 100);
assert.strictEqual(new stream.Duplex().writableHighWaterMark, 100);
assert.throws(() => stream.setDefaultHighWaterMark(false, -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new stream.Readable({ highWaterMark: -1 }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The property 'options.highWaterMark' is invalid. Received -1",
});
const duplex = new stream.Duplex({ readableHighWaterMark: 1, writableHighWaterMark: 2 });
assert.deepStrictEqual([duplex.readableHighWaterMark, duplex.writableHighWaterMark], [1, 2]);
