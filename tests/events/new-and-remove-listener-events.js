'use strict';
const assert = require('node:assert');
const EventEmitter = require('node:events');
const emitter = new EventEmitter();
const log = [];
function a() {}
function b() {}
emitter.on('newListener', (name, listener) => log.push(`+${String(name)}:${listener.name}`));
emitter.on('removeListener', (name, listener) => log.push(`-${String(name)}:${listener.name}`));
log.length = 0;
emitter.on('x', a);
emitter.once('x', b);
emitter.removeListener('x', a);
emitter.removeListener('x', a);
emitter.off('x', b);
emitter.on('y', a);
emitter.on('y', b);
emitter.removeAllListeners();
assert.deepStrictEqual(log, ['+x:a', '+x:b', '-x:a', '-x:b', '+y:a', '+y:b', '-newListener:', '-y:b', '-y:a']);
assert.deepStrictEqual(emitter.eventNames(), []);
