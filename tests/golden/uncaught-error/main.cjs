// An uncaught error prints the source line with a caret, the stack and exit code 1.
'use strict';
function fail() {
  throw new TypeError('not today');
}
fail();
