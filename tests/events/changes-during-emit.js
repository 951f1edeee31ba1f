'use strict';
const assert = require('node:assert');
const EventEmitter = require('node:events');
const emitter = new EventEmitter();
const log = [];
const second = () => log.push('second');
emitter.on('x', () => {
  log.push('first');
  emitter.removeListener('x', second);
  emitter.on('x', () => log.push('added'));
});
emitter.on('x', second);
emitter.emit('x');
assert.deepStrictEqual(log, ['first', 'second']);
emitter.emit('x');
assert.deepStrictEqual(log, ['first', 'second', 'first', 'added']);
