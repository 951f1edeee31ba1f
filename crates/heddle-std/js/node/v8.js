// node:v8. https://nodejs.org/api/v8.html
'use strict';

const { getHeapSnapshot, writeHeapSnapshot } = require('internal/v8/heap_snapshot');
const { startCpuProfile } = require('internal/v8/cpu_profile');
const { startHeapProfile } = require('internal/v8/heap_profile');

module.exports = { getHeapSnapshot, startCpuProfile, startHeapProfile, writeHeapSnapshot };
