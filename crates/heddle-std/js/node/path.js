'use strict';
// node:path: the flavour of this system. https://nodejs.org/api/path.html
module.exports = require('node/path/posix');
