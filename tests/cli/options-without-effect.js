// flags: --experimental-fetch --experimental-require-module --experimental-top-level-await
'use strict';
require('node:assert').strictEqual(process.execArgv.length, 3);
