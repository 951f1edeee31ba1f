'use strict';
// pipeline() as since Node 24: piping into a stream that is closed already is refused at once.
// https://nodejs.org/api/stream.html#streampipelinesource-transforms-destination-callback

const { ArrayIsArray, Promise, ReflectApply } = primordials;
const { codes: { ERR_STREAM_UNABLE_TO_PIPE } } = require('internal/errors');
const { requireVendored } = require('internal/vendor');
const { isClosed, isDestroyed, isNodeStream, isReadableNodeStream } =
  requireVendored('readable-stream/lib/internal/streams/utils');
const vendored = requireVendored('readable-stream/lib/internal/streams/pipeline');
const vendoredPromises = requireVendored('readable-stream/lib/stream/promises');

function checkDestinations(streams) {
  const list = ArrayIsArray(streams[0]) ? streams[0] : streams;
  for (let i = 1; i < list.length; i++) {
    if (isNodeStream(list[i]) && isReadableNodeStream(list[i - 1]) && (isClosed(list[i]) || isDestroyed(list[i]))) {
      throw new ERR_STREAM_UNABLE_TO_PIPE();
    }
  }
}

function pipeline(...streams) {
  checkDestinations(streams);
  return ReflectApply(vendored.pipeline, undefined, streams);
}

module.exports = {
  pipeline,
  promises: {
    finished: vendoredPromises.finished,
    pipeline(...streams) {
      return new Promise((resolve) => {
        checkDestinations(streams);
        resolve(ReflectApply(vendoredPromises.pipeline, undefined, streams));
      });
    },
  },
};
