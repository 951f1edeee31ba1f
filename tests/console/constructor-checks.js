'use strict';
// What the Console constructor refuses.
const assert = require('node:assert');
const { Console } = require('node:console');

const { stdout } = process;
const check = (args, code, message) => assert.throws(() => new Console(...args), { code, message });
check([], 'ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stdout');
check([{}], 'ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stdout');
check([{ stdout, stderr: {} }], 'ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stderr');
check([{ stdout, colorMode: 'x' }], 'ERR_INVALID_ARG_VALUE',
  "The argument 'colorMode' must be one of: 'auto', true, false. Received 'x'");
check([{ stdout, inspectOptions: 5 }], 'ERR_INVALID_ARG_TYPE',
  'The "options.inspectOptions" property must be of type object. Received type number (5)');
check([{ stdout, inspectOptions: { colors: true }, colorMode: true }], 'ERR_INCOMPATIBLE_OPTION_PAIR',
  'Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"');
check([{ stdout, groupIndentation: 2000 }], 'ERR_OUT_OF_RANGE',
  'The value of "groupIndentation" is out of range. It must be >= 0 && <= 1000. Received 2000');
assert.ok(Console(stdout) instanceof Console);
