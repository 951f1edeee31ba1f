'use strict';
const assert = require('node:assert');
const EventEmitter = require('node:events');
const { inherits } = require('node:util');
function Old() { EventEmitter.call(this); }
inherits(Old, EventEmitter);
const one = new Old();
const two = new Old();
let count = 0;
one.on('x', () => count++);
one.emit('x');
two.emit('x');
assert.strictEqual(count, 1);
// An object that was never initialised works as well.
const bare = Object.create(EventEmitter.prototype);
bare.on('x', () => count++).emit('x');
assert.strictEqual(count, 2);
assert.deepStrictEqual(Object.keys(EventEmitter.prototype).includes('emit'), true);
assert.strictEqual(EventEmitter.EventEmitter, EventEmitter);
