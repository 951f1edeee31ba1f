// flags: --max-old-space-size=2000
'use strict';
// A limit far above what is needed changes nothing.
require('node:assert').strictEqual(new Array(1e6).fill('x').join('').length, 1e6);
