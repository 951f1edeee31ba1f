// flags: --no-warnings --
// args: --title=x -- y
'use strict';
const assert = require('node:assert');
assert.deepStrictEqual(process.argv.slice(2), ['--title=x', '--', 'y']);
assert.deepStrictEqual(process.execArgv, ['--no-warnings']);
