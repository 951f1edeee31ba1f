'use strict';
// node:stream/web. https://nodejs.org/api/webstreams.html
// CompressionStream and DecompressionStream are absent until zlib exists.

const { ObjectDefineProperty } = primordials;
const streams = require('web/streams');

module.exports = { ...streams };

const encoding = ['TextEncoderStream', 'TextDecoderStream'];
for (let i = 0; i < encoding.length; i++) {
  const name = encoding[i];
  ObjectDefineProperty(module.exports, name, {
    __proto__: null,
    get() { return require('internal/encoding_streams')[name]; },
    enumerable: true, configurable: true,
  });
}
