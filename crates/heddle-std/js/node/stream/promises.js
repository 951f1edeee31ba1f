'use strict';
// node:stream/promises. https://nodejs.org/api/stream.html#streams-promises-api

require('node/stream');

module.exports = require('internal/streams/pipeline').promises;
