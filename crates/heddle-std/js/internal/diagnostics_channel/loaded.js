// node:diagnostics_channel once something loaded it: without it there are no subscribers, and nothing to publish.
'use strict';

module.exports = { __proto__: null, module: undefined };
