'use strict';
// node:readline. https://nodejs.org/api/readline.html

const {
  FunctionPrototypeCall, ObjectDefineProperty, ObjectSetPrototypeOf, Promise, PromiseReject, SymbolDispose, SymbolFor,
} = primordials;
const { AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/cursor');
const { emitKeypressEvents } = require('internal/readline/keys');
const core = require('internal/readline/interface');
const { kQuestion, kQuestionCancel } = core;

/** https://nodejs.org/api/readline.html#class-readlineinterface */
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  FunctionPrototypeCall(core.Interface, this, input, output, completer, terminal);
}
ObjectSetPrototypeOf(Interface.prototype, core.Interface.prototype);
ObjectSetPrototypeOf(Interface, core.Interface);

function addAbortListener(signal, listener) {
  return require('node/events').addAbortListener(signal, listener);
}

Interface.prototype.question = function question(query, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  if (options === null || typeof options !== 'object') options = {};
  const { signal } = options;
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) return;
    const disposable = addAbortListener(signal, () => this[kQuestionCancel]());
    const inner = callback;
    callback = typeof inner === 'function' ? (answer) => {
      disposable[SymbolDispose]();
      inner(answer);
    } : inner;
  }
  if (typeof callback === 'function') this[kQuestion](query, callback);
};
ObjectDefineProperty(Interface.prototype.question, SymbolFor('nodejs.util.promisify.custom'), {
  __proto__: null,
  value: function question(query, options) {
    if (options === null || typeof options !== 'object') options = {};
    const { signal } = options;
    if (signal?.aborted) return PromiseReject(new AbortError(undefined, { cause: signal.reason }));
    return new Promise((resolve, reject) => {
      let callback = resolve;
      if (signal) {
        const disposable = addAbortListener(signal, () => reject(new AbortError(undefined, { cause: signal.reason })));
        callback = (answer) => {
          disposable[SymbolDispose]();
          resolve(answer);
        };
      }
      this.question(query, options, callback);
    });
  },
});

/** https://nodejs.org/api/readline.html#readlinecreateinterfaceoptions */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
};
ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null, get() { return require('node/readline/promises'); }, enumerable: true, configurable: true,
});
