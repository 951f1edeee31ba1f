// node:console. https://nodejs.org/api/console.html
'use strict';

module.exports = require('internal/console').console;
