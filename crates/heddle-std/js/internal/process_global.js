// The global `process`: made when it is first touched. Nobody listens to the events of one that was never made.
'use strict';

let process;

module.exports = {
  get process() { return process ??= require('internal/ticks').getProcess(); },
  /** The process object, if something made it. */
  made() { return process ?? require('internal/ticks').madeProcess(); },
};
