// The rare ends of EventEmitter: 'error' without a listener, and listeners whose promise is rejected.
'use strict';

const { ErrorCaptureStackTrace, ObjectDefineProperty, ReflectApply, Symbol, StringPrototypeIndexOf, StringPrototypeSlice } =
  primordials;
const ticks = require('internal/ticks');

// Read by the report of a fatal exception, which prints it after the stack.
const kEmittedAt = Symbol('kEmittedAt');

/** Remembers where an unhandled 'error' was emitted: often that says more than where the error was made. */
function noteEmitter(emitter, error, emit) {
  try {
    const here = {};
    ErrorCaptureStackTrace(here, emit);
    const { stack } = here;
    let name = '';
    const constructor = emitter.constructor?.name;
    if (typeof constructor === 'string' && constructor !== 'EventEmitter') name = ` on ${constructor} instance`;
    const lines = StringPrototypeSlice(stack, StringPrototypeIndexOf(stack, '\n') + 1);
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

module.exports = { kEmittedAt, noteEmitter, watchRejection };
