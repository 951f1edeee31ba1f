// heddle:internal/test_natives, for the runtime's own tests: natives that behave badly. Needs --expose-test-natives.
'use strict';

if (ops.op_options_get()['--expose-test-natives'] !== true) {
  const { codes } = require('internal/errors');
  throw new codes.ERR_UNKNOWN_BUILTIN_MODULE('heddle:internal/test_natives');
}

module.exports = {
  /** Makes the first byte of `begun` 1 and waits that many ms in a way that nothing can interrupt. */
  block(ms, begun) { ops.op_test_block(ms, begun); },
  /** Accesses memory that is not there. */
  fault() { ops.op_test_fault(); },
  /** Makes a system call with numbers and texts; its result, or the negative errno. */
  systemCall(name, ...args) { return ops.op_test_system_call(name, ...args); },
};
