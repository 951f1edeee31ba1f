'use strict';
// node:stream/promises. https://nodejs.org/api/stream.html#streams-promises-api

const { requireVendored } = require('internal/vendor');
require('node/stream');

module.exports = requireVendored('readable-stream/lib/stream/promises');
