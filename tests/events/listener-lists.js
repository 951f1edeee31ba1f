'use strict';
const assert = require('node:assert');
const EventEmitter = require('node:events');
const emitter = new EventEmitter();
function a() {}
function b() {}
const symbol = Symbol('s');
emitter.on('x', a).once('x', b).on('x', a).on(symbol, a);
assert.deepStrictEqual(emitter.listeners('x'), [a, b, a]);
assert.strictEqual(emitter.rawListeners('x')[1].listener, b);
assert.strictEqual(emitter.listenerCount('x'), 3);
assert.strictEqual(emitter.listenerCount('x', a), 2);
assert.strictEqual(emitter.listenerCount('x', b), 1);
assert.strictEqual(emitter.listenerCount('none'), 0);
assert.deepStrictEqual(emitter.eventNames(), ['x', symbol]);
emitter.removeListener('x', a);
assert.deepStrictEqual(emitter.listeners('x'), [a, b], 'the one added last goes first');
emitter.removeAllListeners('x');
assert.deepStrictEqual(emitter.eventNames(), [symbol]);
assert.deepStrictEqual(EventEmitter.getEventListeners(emitter, symbol), [a]);
assert.strictEqual(EventEmitter.listenerCount(emitter, symbol), 1);
