'use strict';
const assert = require('node:assert');
const EventEmitter = require('node:events');
const emitter = new EventEmitter();
const error = new TypeError('mine');
assert.throws(() => emitter.emit('error', error), (thrown) => thrown === error);
for (const [value, text] of [[undefined, 'undefined'], [null, 'null'], [5, '5'], ['s', "'s'"], [{ a: 1 }, '{ a: 1 }']]) {
  assert.throws(() => emitter.emit('error', value), {
    name: 'Error', code: 'ERR_UNHANDLED_ERROR', message: `Unhandled error. (${text})`, context: value,
  });
}
const seen = [];
emitter.on(EventEmitter.errorMonitor, (e) => seen.push(e));
assert.throws(() => emitter.emit('error', error), (thrown) => thrown === error);
emitter.on('error', (e) => seen.push(e));
emitter.emit('error', error);
assert.deepStrictEqual(seen, [error, error, error]);
