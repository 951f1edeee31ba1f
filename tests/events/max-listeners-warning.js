'use strict';
const assert = require('node:assert');
const EventEmitter = require('node:events');
class Thing extends EventEmitter {}
const thing = new Thing().setMaxListeners(1);
const target = new EventTarget();
const quiet = new EventEmitter();
quiet.setMaxListeners(0);
const warnings = [];
process.on('warning', (warning) => warnings.push(warning));
for (let i = 0; i < 3; i++) thing.on('x', () => {});
for (let i = 0; i < 12; i++) target.addEventListener('foo', () => {});
for (let i = 0; i < 50; i++) quiet.on('x', () => {});
assert.throws(() => thing.setMaxListeners(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => { EventEmitter.defaultMaxListeners = NaN; }, { code: 'ERR_OUT_OF_RANGE' });
setImmediate(() => {
  assert.strictEqual(warnings.length, 2);
  assert.strictEqual(warnings[0].name, 'MaxListenersExceededWarning');
  assert.strictEqual(warnings[0].message, 'Possible EventEmitter memory leak detected. 2 x listeners added to [Thing]. ' +
    'MaxListeners is 1. Use emitter.setMaxListeners() to increase limit');
  assert.strictEqual(warnings[0].emitter, thing);
  assert.strictEqual(warnings[0].count, 2);
  assert.strictEqual(warnings[1].message, 'Possible EventTarget memory leak detected. 11 foo listeners added to ' +
    'EventTarget. MaxListeners is 10. Use events.setMaxListeners() to increase limit');
});
