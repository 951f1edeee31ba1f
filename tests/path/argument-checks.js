'use strict';
const assert = require('node:assert');
const path = require('node:path');
for (const flavour of [path.posix, path.win32]) {
  for (const value of [undefined, null, 5, {}, [], true]) {
    const expected = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
    for (const name of ['normalize', 'isAbsolute', 'dirname', 'extname', 'basename', 'parse', 'join', 'resolve']) {
      assert.throws(() => flavour[name](value), expected, name);
    }
    assert.throws(() => flavour.relative(value, 'a'), expected);
    assert.throws(() => flavour.relative('a', value), expected);
    if (value !== undefined) assert.throws(() => flavour.basename('a', value), expected);
  }
  for (const value of [undefined, null, 5, 'a']) assert.throws(() => flavour.format(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => path.resolve('a', 5), { message: 'The "paths[1]" argument must be of type string. Received type number (5)' });
