'use strict';
const assert = require('node:assert');
const log = [];
setImmediate(() => {
  log.push('a');
  setImmediate(() => log.push('next turn'));
});
setImmediate(() => log.push('b'));
process.on('exit', () => assert.deepStrictEqual(log, ['a', 'b', 'next turn']));
