'use strict';
const assert = require('node:assert');
const log = [];
const timer = setTimeout(() => {
  log.push('refreshed');
  if (log.length < 3) timer.refresh();
}, 10);
setTimeout(() => log.push('other'), 10);
assert.strictEqual(timer.refresh(), timer);
const cleared = setTimeout(() => assert.fail(), 1);
clearTimeout(cleared);
cleared.refresh();
process.on('exit', () => assert.deepStrictEqual(log, ['other', 'refreshed', 'refreshed']));
