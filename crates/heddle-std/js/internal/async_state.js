// The identity of the running callback (executionAsyncId and friends), shared by every queue that runs JavaScript.
// It is one plain object so that ticks and timers can keep it up to date without loading node:async_hooks.
//
// `hooks` is null until a createHook() hook is enabled; then it has init, before, after, destroy and promiseResolve.
'use strict';

module.exports = {
  __proto__: null,
  // The main script is resource 1, as in Node; between callbacks both identifiers are 0.
  executionId: 1,
  triggerId: 0,
  resource: undefined,
  lastId: 1,
  hooks: null,
};
