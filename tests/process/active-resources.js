// process.getActiveResourcesInfo() names what keeps the process alive: requests and handles, then timers, then immediates.
'use strict';
const assert = require('node:assert');
const { MessageChannel } = require('node:worker_threads');
const fs = require('node:fs');

const active = () => process.getActiveResourcesInfo();
assert.deepStrictEqual(active(), []);
const timer = setTimeout(() => {}, 1e6);
const interval = setInterval(() => {}, 1e6);
setTimeout(() => {}, 1e6).unref();
const immediate = setImmediate(() => {});
setImmediate(() => {}).unref();
assert.deepStrictEqual(active(), ['Timeout', 'Timeout', 'Immediate']);
clearInterval(interval);
clearImmediate(immediate);
assert.deepStrictEqual(active(), ['Timeout']);
const { port1, port2 } = new MessageChannel();
port1.on('message', () => {});
assert.deepStrictEqual(active(), ['MessagePort', 'Timeout']);
port1.unref();
assert.deepStrictEqual(active(), ['Timeout']);
timer.unref();
assert.deepStrictEqual(active(), []);
fs.stat(__filename, () => {
  assert.deepStrictEqual(active(), ['FSReqCallback']);
  setTimeout(() => {
    assert.deepStrictEqual(active(), ['Timeout']);
    port2.close();
  }, 1);
});
assert.deepStrictEqual(active(), ['FSReqCallback']);
