// Algorithms that exist in a synchronous and an asynchronous form are written once, as generators. They yield
// `['op_name', …arguments]` for an op's result or a function for its result; these drivers do what they yield.
'use strict';

function request(value) {
  return typeof value === 'function' ? value() : ops[value[0]](value[1], value[2], value[3], value[4]);
}

/** Runs the generator with synchronous ops; returns what it returns. */
function runSync(steps) {
  let step = steps.next();
  while (!step.done) {
    let result;
    try {
      result = request(step.value);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
  return step.value;
}

/** Runs the generator with asynchronous ops; what its functions return is awaited. */
async function runAsync(steps) {
  const { callOp } = require('internal/fs/filehandle');
  let step = steps.next();
  while (!step.done) {
    let result;
    try {
      const { value } = step;
      result = await (typeof value === 'function' ? value() : callOp(...value));
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
  return step.value;
}

module.exports = { runAsync, runSync };
