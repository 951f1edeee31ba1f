'use strict';
// Readable.prototype.read as since Node 26: read() without a size gives one buffered chunk, not all of them joined.
// https://nodejs.org/api/stream.html#readablereadsize

const { ReflectApply } = primordials;

function readFor(Readable) {
  const original = Readable.prototype.read;
  const call = (stream, size) => ReflectApply(original, stream, [size]);

  // Takes the first chunk the way the original takes a number of bytes, after a read(0) that may have brought some.
  function takeFirst(stream, state) {
    const size = state.buffer.first().length;
    const chunk = Readable._fromList(size, state);
    state.length -= size;
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
    if (state.length === 0) {
      // The original's read of an empty, ended stream emits 'end'.
      if (state.ended) call(stream, 0);
      else state.needReadable = true;
    }
    if (!state.errorEmitted && !state.closeEmitted) {
      state.dataEmitted = true;
      stream.emit('data', chunk);
    }
    return chunk;
  }

  return function read(size) {
    const state = this._readableState;
    // Flowing streams, object mode and decoded strings are as they were.
    if (size !== undefined || state.flowing || state.objectMode || state.decoder !== null) return call(this, size);
    if (state.length === 0) {
      if (state.ended) return call(this, size);
      state.emittedReadable = false;
      call(this, 0);
      return state.length === 0 ? null : takeFirst(this, state);
    }
    const chunk = call(this, state.buffer.first().length);
    if (chunk !== null && state.length === 0 && state.ended) call(this, 0);
    return chunk;
  };
}

module.exports = { readFor };
