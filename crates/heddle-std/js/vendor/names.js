'use strict';
// What the vendored packages' imports mean here: file ids inside vendor/ that our own modules replace, and bare names.

module.exports = {
  __proto__: null,
  replaced: {
    __proto__: null,
    'readable-stream/lib/internal/shims/process': 'internal/streams/process_shim',
    'readable-stream/lib/internal/streams/state': 'internal/streams/state',
    'readable-stream/lib/internal/validators': 'internal/validators',
    'readable-stream/lib/ours/errors': 'internal/streams/errors_shim',
    'readable-stream/lib/ours/primordials': 'internal/streams/primordials_shim',
    'readable-stream/lib/ours/util': 'internal/streams/util_shim',
  },
  bare: {
    __proto__: null,
    'buffer': 'node/buffer',
    'events': 'node/events',
    'string_decoder/': 'node/string_decoder',
    'abort-controller': 'web/abort',
  },
  // Files for which some globals are replaced: by the exports of the module named.
  scopes: {
    __proto__: null,
    'web-streams-polyfill/dist/ponyfill': 'internal/webstreams/scope',
  },
};
