// queueMicrotask and the tick queue work whatever the user does to the built-ins.
'use strict';
const assert = require('node:assert');
const { then } = Promise.prototype;
Promise.prototype.then = () => { throw new Error('tampered'); };
Object.defineProperty(Promise.prototype, 'constructor', { get() { throw new Error('tampered'); }, configurable: true });
Array.prototype.push = Array.prototype.shift = () => { throw new Error('tampered'); };
let ran = 0;
queueMicrotask(() => ran++);
process.nextTick(() => ran++);
setTimeout(() => ran++, 1);
setImmediate(() => ran++);
process.on('exit', () => {
  Promise.prototype.then = then;
  assert.strictEqual(ran, 4);
});
