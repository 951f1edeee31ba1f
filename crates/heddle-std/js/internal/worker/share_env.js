// The symbol that makes a worker share its parent's environment.
'use strict';

module.exports = { SHARE_ENV: primordials.SymbolFor('nodejs.worker_threads.SHARE_ENV') };
