// node:timers. https://nodejs.org/api/timers.html
'use strict';

const { ObjectDefineProperty, SymbolFor } = primordials;
const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } =
  require('internal/timers');

const kPromisify = SymbolFor('nodejs.util.promisify.custom');
ObjectDefineProperty(setTimeout, kPromisify, {
  __proto__: null,
  enumerable: true,
  get() { return require('node/timers/promises').setTimeout; },
});
ObjectDefineProperty(setImmediate, kPromisify, {
  __proto__: null,
  enumerable: true,
  get() { return require('node/timers/promises').setImmediate; },
});

module.exports = { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval };
module.exports.clearInterval = clearInterval;
ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('node/timers/promises'); },
});
