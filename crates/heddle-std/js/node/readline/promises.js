'use strict';
// node:readline/promises. https://nodejs.org/api/readline.html#promises-api

const {
  ArrayPrototypeJoin, ArrayPrototypePush, FunctionPrototypeCall, ObjectSetPrototypeOf, Promise,
  PromiseReject, SymbolDispose,
} = primordials;
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateInteger } = require('internal/validators');
const { CSI } = require('internal/readline/cursor');
const core = require('internal/readline/interface');
const { kQuestion, kQuestionCancel } = core;

/** https://nodejs.org/api/readline.html#class-readlinepromisesinterface */
class Interface extends wrapped() {
  question(query, options = {}) {
    if (this.closed) return PromiseReject(new ERR_USE_AFTER_CLOSE('readline'));
    const { signal } = options ?? {};
    if (signal) {
      try {
        validateAbortSignal(signal, 'options.signal');
      } catch (error) {
        return PromiseReject(error);
      }
      if (signal.aborted) return PromiseReject(new AbortError(undefined, { cause: signal.reason }));
    }
    return new Promise((resolve, reject) => {
      // Closing while the question is open: it will never be answered.
      const onClose = () => reject(new AbortError('Aborted with Ctrl+C'));
      let disposable;
      if (signal) {
        disposable = require('node/events').addAbortListener(signal, () => {
          this.removeListener('close', onClose);
          this[kQuestionCancel]();
          reject(new AbortError(undefined, { cause: signal.reason }));
        });
      }
      this.once('close', onClose);
      this[kQuestion](query, (answer) => {
        this.removeListener('close', onClose);
        disposable?.[SymbolDispose]();
        resolve(answer);
      });
    });
  }
}

// The core class is a plain constructor.
function wrapped() {
  function Base(...args) {
    FunctionPrototypeCall(core.Interface, this, ...args);
  }
  ObjectSetPrototypeOf(Base.prototype, core.Interface.prototype);
  ObjectSetPrototypeOf(Base, core.Interface);
  return Base;
}

// Collects cursor movements and writes them together.
// https://nodejs.org/api/readline.html#class-readlinepromisesreadline
class Readline {
  #autoCommit = false;
  #stream;
  #todo = [];

  constructor(stream, options = undefined) {
    const { isWritable } = require('node/stream');
    if (!isWritable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit != null) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(data) {
    if (this.#autoCommit) require('internal/ticks').nextTick(() => this.#stream.write(data));
    else ArrayPrototypePush(this.#todo, data);
    return this;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y != null) validateInteger(y, 'y');
    return this.#add(y == null ? `${CSI.kEscape}[${x + 1}G` : `${CSI.kEscape}[${y + 1};${x + 1}H`);
  }

  moveCursor(dx, dy) {
    if (dx || dy) {
      validateInteger(dx, 'dx');
      validateInteger(dy, 'dy');
      let data = '';
      if (dx < 0) data += `${CSI.kEscape}[${-dx}D`;
      else if (dx > 0) data += `${CSI.kEscape}[${dx}C`;
      if (dy < 0) data += `${CSI.kEscape}[${-dy}A`;
      else if (dy > 0) data += `${CSI.kEscape}[${dy}B`;
      this.#add(data);
    }
    return this;
  }

  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    return this.#add(dir < 0 ? CSI.kClearToLineBeginning : dir > 0 ? CSI.kClearToLineEnd : CSI.kClearLine);
  }

  clearScreenDown() {
    return this.#add(CSI.kClearScreenDown);
  }

  commit() {
    return new Promise((resolve) => {
      this.#stream.write(ArrayPrototypeJoin(this.#todo, ''), resolve);
      this.#todo = [];
    });
  }

  rollback() {
    this.#todo = [];
    return this;
  }
}

/** https://nodejs.org/api/readline.html#readlinepromisescreateinterfaceoptions */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
