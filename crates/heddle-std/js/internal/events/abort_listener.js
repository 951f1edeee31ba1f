// events.addAbortListener. https://nodejs.org/api/events.html#eventsaddabortlistenersignal-listener
'use strict';

const { SymbolDispose } = primordials;

function addAbortListener(signal, listener) {
  const { validateAbortSignal, validateFunction } = require('internal/validators');
  if (signal === undefined) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let undo;
  if (signal.aborted) {
    require('internal/ticks').queueMicrotask(() => listener());
  } else {
    const { kResistStopPropagation } = require('web/event_target');
    signal.addEventListener('abort', listener, { __proto__: null, once: true, [kResistStopPropagation]: true });
    undo = () => signal.removeEventListener('abort', listener);
  }
  return {
    __proto__: null,
    [SymbolDispose]() {
      undo?.();
    },
  };
}

module.exports = { addAbortListener };
