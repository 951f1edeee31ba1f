// node:sys, the old name of node:util. Loading it warns once.
// https://nodejs.org/api/deprecations.html#dep0025-requirenodesys
'use strict';

require('node/process').emitWarning('sys is deprecated. Use `node:util` instead.', 'DeprecationWarning', 'DEP0025');

module.exports = require('node/util');
