const assert = require('node:assert');
const { Readable, Writable, Transform, addAbortSignal, finished, pipeline } = require('node:stream');

const w = new Writable({ write() {} });
assert.throws(() => w.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
assert.throws(() => w.write(1), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. ' +
    'Received type number (1)',
});
assert.throws(() => w.write('a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => new Writable().write('a'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
assert.throws(() => new Transform().write('a'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
assert.throws(() => pipeline(() => {}), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => pipeline(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => finished(1, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => addAbortSignal(1, w), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Readable.from(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Readable.from([1]).map(1), {
  code: 'ERR_INVALID_ARG_TYPE', message: 'The "fn" argument must be of type function. Received type number (1)',
});
