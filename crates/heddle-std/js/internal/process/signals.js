'use strict';
// Signals: process.on('SIGINT', …) watches a signal while it has listeners; process.kill sends one.
// https://nodejs.org/api/process.html#signal-events

const { ObjectKeys } = primordials;
const { codes: { ERR_UNKNOWN_SIGNAL } } = require('internal/errors');
const { validateNumber } = require('internal/validators');

// Linux numbers, as os.constants.signals has them.
const numbers = ops.op_signal_table();
const names = { __proto__: null };
{
  const list = ObjectKeys(numbers);
  // The first name of a number is the usual one (SIGABRT before SIGIOT, SIGIO before SIGPOLL).
  for (let i = 0; i < list.length; i++) names[numbers[list[i]]] ??= list[i];
}

const watched = { __proto__: null };

function isSignal(event) {
  return typeof event === 'string' && typeof numbers[event] === 'number';
}

/** 'newListener' of process. */
function startListening(event) {
  if (!isSignal(event) || watched[event] === true) return;
  // EINVAL for SIGKILL and SIGSTOP.
  const errno = ops.op_signal_watch(numbers[event], true, onSignal);
  if (errno !== 0) {
    const { ErrnoException } = require('internal/errors');
    throw new ErrnoException(errno, 'uv_signal_start');
  }
  watched[event] = true;
}

/** 'removeListener' of process. */
function stopListening(event, process) {
  if (watched[event] !== true || process.listenerCount(event) > 0) return;
  delete watched[event];
  ops.op_signal_watch(numbers[event], false, onSignal);
}

/** Called by the event loop for each signal that arrived. */
function onSignal(number) {
  const { state } = require('internal/process/state');
  const name = names[number];
  if (state.process === undefined) return;
  // Aliases share a number: tell the listeners of every watched name.
  let told = false;
  const list = ObjectKeys(watched);
  for (let i = 0; i < list.length; i++) {
    if (numbers[list[i]] === number) {
      told = true;
      state.process.emit(list[i], list[i], number);
    }
  }
  if (!told && name !== undefined) state.process.emit(name, name, number);
}

/** process.kill(pid[, signal]) */
function kill(process, pid, signal) {
  // Loose on purpose, as in Node: a number in a string passes.
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) validateNumber(pid, 'pid');
  let number = signal;
  if (typeof signal !== 'number' || signal !== (signal | 0)) {
    number = typeof (signal ||= 'SIGTERM') === 'string' ? numbers[signal] : undefined;
    if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  }
  const error = process._kill(pid | 0, number);
  if (error) {
    const { ErrnoException } = require('internal/errors');
    throw new ErrnoException(error, 'kill');
  }
  return true;
}

module.exports = { signals: numbers, signalNames: names, isSignal, startListening, stopListening, onSignal, kill };
