// The rare ends of EventEmitter: 'error' without a listener, and listeners whose promise is rejected.
'use strict';

const {
  ErrorCaptureStackTrace, ObjectDefineProperty, ReflectApply, StringPrototypeEndsWith, StringPrototypeIndexOf,
  StringPrototypeSlice, Symbol,
} = primordials;
const ticks = require('internal/ticks');

const kEmittedAt = Symbol('kEmittedAt');

// Only when nobody takes the error does its stack tell where it was emitted.
ticks.setFatalHook((error) => {
  if (error === null || typeof error !== 'object' || typeof error[kEmittedAt] !== 'string') return;
  ObjectDefineProperty(error, 'stack', {
    __proto__: null, configurable: true, writable: true, value: `${error.stack}\n${error[kEmittedAt]}`,
  });
});

/** Remembers where an unhandled 'error' was emitted: often that says more than where the error was made. */
function noteEmitter(emitter, error, emit) {
  try {
    const here = {};
    ErrorCaptureStackTrace(here, emit);
    const { stack } = here;
    let name = '';
    const constructor = emitter.constructor?.name;
    if (typeof constructor === 'string' && constructor !== 'EventEmitter') name = ` on ${constructor} instance`;
    let lines = StringPrototypeSlice(stack, StringPrototypeIndexOf(stack, '\n') + 1);
    if (StringPrototypeEndsWith(lines, '\n')) lines = StringPrototypeSlice(lines, 0, -1);
    ObjectDefineProperty(error, kEmittedAt, {
      __proto__: null, configurable: true, value: `Emitted 'error' event${name} at:\n${lines}`,
    });
  } catch {
    // Frozen error, or getters that throw: the error itself is what matters.
  }
}

/** captureRejections: a listener returned a promise; its rejection becomes an 'error' event. */
function watchRejection(emitter, promise, type, args, kCapture, kRejection) {
  try {
    const { then } = promise;
    if (typeof then !== 'function') return;
    ReflectApply(then, promise, [undefined, (error) => {
      // Out of the promise's job, so that a throw in a listener is an uncaught exception.
      ticks.nextTick(deliver, emitter, error, type, args, kCapture, kRejection);
    }]);
  } catch (error) {
    emitter.emit('error', error);
  }
}

function deliver(emitter, error, type, args, kCapture, kRejection) {
  const handler = emitter[kRejection];
  if (typeof handler === 'function') {
    ReflectApply(handler, emitter, [error, type, ...args]);
    return;
  }
  // Listeners of 'error' that are async themselves must not come back here for ever.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

module.exports = { noteEmitter, watchRejection };
