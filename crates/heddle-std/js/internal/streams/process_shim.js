'use strict';
// The few members of `process` that the stream code uses, without making the process object or the stdio streams.

const { nextTick } = require('internal/ticks');
const stdio = require('internal/stdio_state');

module.exports = {
  nextTick,
  // A stream that does not exist yet is nobody's pipe destination.
  get stdout() { return stdio.stdout; },
  get stderr() { return stdio.stderr; },
};
