// The global `global`.
'use strict';

module.exports = primordials.globalThis;
