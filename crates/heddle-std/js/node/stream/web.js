'use strict';
// node:stream/web. https://nodejs.org/api/webstreams.html
// CompressionStream and DecompressionStream are absent until zlib exists.

const { ObjectDefineProperties, ObjectGetOwnPropertyDescriptors } = primordials;

module.exports = ObjectDefineProperties({}, ObjectGetOwnPropertyDescriptors(require('web/streams')));
