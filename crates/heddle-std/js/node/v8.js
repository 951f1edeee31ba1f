// node:v8. https://nodejs.org/api/v8.html
'use strict';
const { getHeapSnapshot, writeHeapSnapshot } = require('internal/v8/heap_snapshot');
module.exports = { getHeapSnapshot, writeHeapSnapshot };
