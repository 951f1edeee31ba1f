// The order of ticks, microtasks, timers, immediates and I/O callbacks.
'use strict';
const fs = require('node:fs');
fs.readFile(__filename, () => {
  setTimeout(() => console.log('timeout'), 0);
  setImmediate(() => {
    console.log('immediate');
    process.nextTick(() => console.log('tick after immediate'));
    Promise.resolve().then(() => console.log('promise after immediate'));
  });
  process.nextTick(() => console.log('tick after io'));
  queueMicrotask(() => console.log('microtask after io'));
  console.log('io');
});
Promise.resolve().then(() => {
  console.log('promise');
  process.nextTick(() => console.log('tick from promise'));
}).then(() => console.log('second promise'));
process.nextTick(() => {
  console.log('tick');
  Promise.resolve().then(() => console.log('promise from tick'));
  process.nextTick(() => console.log('tick from tick'));
});
console.log('main');
