'use strict';
// readline's Interface without the line editor: lines from a stream, prompts, questions.
// https://nodejs.org/api/readline.html#class-interfaceconstructor

const {
  DateNow, FunctionPrototypeCall, MathMax, NumberIsFinite, NumberPOSITIVE_INFINITY: Infinity,
  ObjectDefineProperty, ObjectSetPrototypeOf, ReflectOwnKeys, RegExpPrototypeExec, StringPrototypeEndsWith,
  StringPrototypeSlice, Symbol, SymbolAsyncIterator, SymbolDispose,
} = primordials;
const EventEmitter = require('node/events');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateNumber, validateString, validateUint32,
} = require('internal/validators');
const { StringDecoder } = require('node/string_decoder');

const kMincrlfDelay = 100;
// The method that asks, and the callback of the question that is open.
const kQuestion = Symbol('kQuestion');
const kAnswer = Symbol('kAnswer');
const kQuestionCancel = Symbol('kQuestionCancel');
const kState = Symbol('kState');
// What ends a line: the same set for typed and piped input.
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;

function readOptions(input, output, completer, terminal) {
  let options = input;
  // createInterface({ input, … })
  if (input?.input === undefined || output !== undefined) {
    options = { __proto__: null, input, output, completer, terminal };
  } else if (options.signal) {
    validateAbortSignal(options.signal, 'options.signal');
  }
  if (options.completer !== undefined && typeof options.completer !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('completer', options.completer);
  }
  return options;
}

function Interface(input, output, completer, terminal) {
  const options = readOptions(input, output, completer, terminal);
  const { historySize = 30, history = [], crlfDelay = kMincrlfDelay, prompt = '> ' } = options;
  if (options.history !== undefined) validateArray(history, 'history');
  validateNumber(historySize, 'size', 0);
  if (options.tabSize !== undefined) validateUint32(options.tabSize, 'tabSize', true);
  if (options.escapeCodeTimeout !== undefined && !NumberIsFinite(options.escapeCodeTimeout)) {
    throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', this.escapeCodeTimeout);
  }

  FunctionPrototypeCall(EventEmitter, this);
  this.input = options.input;
  this.output = options.output;
  this.completer = typeof options.completer === 'function' ? options.completer : undefined;
  this.terminal = !!(options.terminal === undefined ? this.output?.isTTY : options.terminal);
  this.line = '';
  this.cursor = 0;
  this.paused = false;
  this.closed = false;
  this.escapeCodeTimeout = options.escapeCodeTimeout ?? 500;
  this.tabSize = options.tabSize ?? 8;
  this.crlfDelay = crlfDelay ? MathMax(kMincrlfDelay, crlfDelay) : kMincrlfDelay;
  this.historySize = historySize;
  this.removeHistoryDuplicates = !!options.removeHistoryDuplicates;
  this.isCompletionEnabled = true;
  this.sawKeyPress = false;
  this[kAnswer] = null;
  this[kState] = {
    prompt: `${prompt}`, oldPrompt: undefined, decoder: undefined, sawReturnAt: 0, pending: undefined,
    detach: undefined,
  };

  if (this.terminal) {
    this.history = history;
    this.historyIndex = -1;
    require('internal/readline/editor').attach(this);
  } else {
    attachPlain(this);
  }
  if (options.signal) closeOnAbort(this, options.signal);
  this.line = '';
  this.input.resume();
}
ObjectSetPrototypeOf(Interface.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Interface, EventEmitter);

function closeOnAbort(self, signal) {
  const onAborted = () => self.close();
  if (signal.aborted) {
    require('internal/ticks').nextTick(onAborted);
  } else {
    const disposable = EventEmitter.addAbortListener(signal, onAborted);
    self.once('close', disposable[SymbolDispose]);
  }
}

// Input that is no terminal: decode, split into lines.
function attachPlain(self) {
  const { input } = self;
  const state = self[kState];
  state.decoder = new StringDecoder('utf8');
  const onData = (data) => normalWrite(self, data);
  const onError = (error) => self.emit('error', error);
  const onEnd = () => {
    // What follows the last line end is a line too.
    if (typeof state.pending === 'string' && state.pending.length > 0) self._onLine(state.pending);
    self.close();
  };
  input.on('error', onError);
  input.on('data', onData);
  input.on('end', onEnd);
  state.detach = () => {
    input.removeListener('data', onData);
    input.removeListener('error', onError);
    input.removeListener('end', onEnd);
  };
}

function normalWrite(self, data) {
  if (data === undefined) return;
  const state = self[kState];
  let text = state.decoder.write(data);
  // The \n of a \r\n whose halves came in two pieces.
  if (state.sawReturnAt && DateNow() - state.sawReturnAt <= self.crlfDelay) {
    if (text[0] === '\n') text = StringPrototypeSlice(text, 1);
    state.sawReturnAt = 0;
  }
  lineEnding.lastIndex = 0;
  let match = RegExpPrototypeExec(lineEnding, text);
  if (match === null) {
    if (text) state.pending = state.pending === undefined ? text : state.pending + text;
    return;
  }
  if (state.pending !== undefined) {
    text = state.pending + text;
    state.pending = undefined;
    lineEnding.lastIndex = 0;
    match = RegExpPrototypeExec(lineEnding, text);
  }
  state.sawReturnAt = StringPrototypeEndsWith(text, '\r') ? DateNow() : 0;
  // All lines are cut before the first is told of: a listener may close us.
  const lines = [];
  let from = 0;
  while (match !== null) {
    lines[lines.length] = StringPrototypeSlice(text, from, match.index);
    from = lineEnding.lastIndex;
    match = RegExpPrototypeExec(lineEnding, text);
  }
  if (from !== text.length) state.pending = StringPrototypeSlice(text, from);
  for (let i = 0; i < lines.length; i++) self._onLine(lines[i]);
}

/** A line is complete: the answer of a question, or a 'line' event. */
function onLine(self, line) {
  const answer = self[kAnswer];
  if (answer) {
    self[kAnswer] = null;
    self.setPrompt(self[kState].oldPrompt);
    answer(line);
  } else {
    self.emit('line', line);
  }
}

function writeToOutput(self, text) {
  validateString(text, 'stringToWrite');
  if (self.output !== null && self.output !== undefined) self.output.write(text);
}

const methods = {
  getPrompt() {
    return this[kState].prompt;
  },

  setPrompt(prompt) {
    this[kState].prompt = prompt;
  },

  prompt(preserveCursor) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.terminal && require('node/process').env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else {
      this._writeToOutput(this[kState].prompt);
    }
  },

  [kQuestion](query, callback) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    // A question is open already: show it again.
    if (this[kAnswer]) {
      this.prompt();
      return;
    }
    this[kState].oldPrompt = this[kState].prompt;
    this.setPrompt(query);
    this[kAnswer] = callback;
    this.prompt();
  },

  [kQuestionCancel]() {
    if (!this[kAnswer]) return;
    this[kAnswer] = null;
    this.setPrompt(this[kState].oldPrompt);
    if (this.terminal) require('internal/readline/editor').clearLine(this);
  },

  close() {
    if (this.closed) return;
    this.pause();
    this[kState].detach?.();
    this.closed = true;
    this.emit('close');
  },

  pause() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) return this;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  },

  resume() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (!this.paused) return this;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  },

  write(data, key) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else normalWrite(this, data);
  },

  // The underscored methods are looked up on the object: programs replace them (to hide a password, for instance).
  _onLine(line) {
    onLine(this, line);
  },

  _writeToOutput(text) {
    writeToOutput(this, text);
  },

  _refreshLine() {
    require('internal/readline/editor').refreshLine(this);
  },

  _ttyWrite(text, key) {
    require('internal/readline/commands').ttyWrite(this, text, key);
  },

  _addHistory() {
    return require('internal/readline/editor').addHistory(this);
  },

  _setRawMode(mode) {
    return require('internal/readline/editor').setRawMode(this, mode);
  },

  getCursorPos() {
    return require('internal/readline/editor').cursorPosition(this);
  },

  [SymbolAsyncIterator]() {
    const state = this[kState];
    state.iterator ??= lines(EventEmitter.on(this, 'line', { __proto__: null, close: ['close'], highWaterMark: 1024 }));
    return state.iterator;
  },

  [SymbolDispose]() {
    this.close();
  },
};
const keys = ReflectOwnKeys(methods);
for (let i = 0; i < keys.length; i++) {
  ObjectDefineProperty(Interface.prototype, keys[i], {
    __proto__: null, value: methods[keys[i]], writable: true, enumerable: true, configurable: true,
  });
}
ObjectDefineProperty(Interface.prototype, 'columns', {
  __proto__: null,
  get() { return this.output?.columns ? this.output.columns : Infinity; },
  enumerable: true, configurable: true,
});

async function* lines(events) {
  for await (const args of events) yield args[0];
}

module.exports = { Interface, kQuestion, kQuestionCancel, kState, lineEnding };
