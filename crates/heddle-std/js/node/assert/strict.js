// node:assert/strict. https://nodejs.org/api/assert.html#strict-assertion-mode
'use strict';

module.exports = require('node/assert').strict;
