// console.context and console.createTask, which speak to an attached inspector. There is none, so as in Node without one
// they only keep their shape.
// https://nodejs.org/api/console.html#inspector-only-methods
'use strict';

const { Error } = primordials;

const kNames = ['dir', 'dirXml', 'table', 'groupEnd', 'clear', 'count', 'countReset', 'profile', 'profileEnd', 'debug', 'error',
  'info', 'log', 'warn', 'trace', 'group', 'groupCollapsed', 'assert', 'time', 'timeLog', 'timeEnd', 'timeStamp'];

function context() {
  const result = {};
  for (let i = 0; i < kNames.length; i++) {
    const name = kNames[i];
    result[name] = { [name]() {} }[name];
  }
  return result;
}

function createTask(name) {
  if (typeof name !== 'string' || name === '') throw new Error('First argument must be a non-empty string.');
  return {
    run(fn) {
      if (typeof fn !== 'function') throw new Error('First argument must be a function.');
      return fn();
    },
  };
}

module.exports = { context, createTask };
