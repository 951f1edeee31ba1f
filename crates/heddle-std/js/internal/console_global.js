// The global `console`, made when it is first touched.
'use strict';

module.exports = require('internal/console').createGlobalConsole();
