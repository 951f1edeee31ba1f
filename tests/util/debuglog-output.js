'use strict';
// env: NODE_DEBUG=one,t*
// util.debuglog writes to stderr for the sections that NODE_DEBUG names.
const assert = require('node:assert');
const util = require('node:util');

const written = [];
process.stderr.write = (text) => {
  written.push(text);
  return true;
};
util.debuglog('one')('a %d', 1);
util.debuglog('two')({ b: 2 });
util.debuglog('other')('c');
if (process.env.NODE_DEBUG !== undefined) {
  assert.deepStrictEqual(written, [`ONE ${process.pid}: a 1\n`, `TWO ${process.pid}: { b: 2 }\n`]);
}
