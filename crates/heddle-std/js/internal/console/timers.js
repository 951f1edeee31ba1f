// console.time, timeLog and timeEnd.
// https://nodejs.org/api/console.html#consoletimelabel
'use strict';

const {
  MathFloor, Number, NumberPrototypeToFixed, ReflectApply, SafeMap, StringPrototypePadStart, StringPrototypeSplit,
} = primordials;

const warn = (message) => require('node/process').emitWarning(message);

function time(state, label) {
  state.timers ??= new SafeMap();
  if (state.timers.has(label)) warn(`Label '${label}' already exists for console.time()`);
  else state.timers.set(label, ops.op_time_hr());
}

function show(console, state, label, method, data) {
  const start = state.timers?.get(label);
  if (start === undefined) {
    warn(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const elapsed = formatTime(ops.op_time_hr() - start);
  if (data === undefined) console.log('%s: %s', label, elapsed);
  else ReflectApply(console.log, console, ['%s: %s', label, elapsed, ...new primordials.SafeArrayIterator(data)]);
  return true;
}

function timeEnd(console, state, label) {
  if (show(console, state, label, 'timeEnd')) state.timers.delete(label);
}

function timeLog(console, state, label, data) {
  show(console, state, label, 'timeLog', data);
}

/** "1.5ms", "1.500s", "1:30.000 (m:ss.mmm)", "1:00:00.000 (h:mm:ss.mmm)". */
function formatTime(ms) {
  if (ms < 1000) return `${Number(NumberPrototypeToFixed(ms, 3))}ms`;
  if (ms < 60_000) return `${NumberPrototypeToFixed(ms / 1000, 3)}s`;
  const hours = MathFloor(ms / 3_600_000);
  const minutes = MathFloor(ms / 60_000) % 60;
  const { 0: seconds, 1: fraction } = StringPrototypeSplit(NumberPrototypeToFixed((ms % 60_000) / 1000, 3), '.');
  const two = (value) => StringPrototypePadStart(`${value}`, 2, '0');
  const clock = hours !== 0 ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${clock}:${two(seconds)}.${fraction} (${hours !== 0 ? 'h:m' : ''}m:ss.mmm)`;
}

module.exports = { formatTime, time, timeEnd, timeLog };
