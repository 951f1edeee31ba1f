// The methods that every console has, and the global console. It is made when user code first touches `console`, so the
// less used methods' bodies stand in internal/console/ and load when called.
// https://nodejs.org/api/console.html
'use strict';

const {
  ArrayPrototypeUnshift,
  ErrorCaptureStackTrace,
  FunctionPrototypeBind,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectKeys,
  ReflectApply,
  StringPrototypeIncludes,
  StringPrototypeRepeat,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  Symbol,
  SymbolToStringTag,
} = primordials;

/** The console's state: { write(isError, text), inspectOptions(isError), clear(), indent, indentWidth, counts, timers }. */
const kState = Symbol('kState');

/** Writes one message, indented as its group. */
function print(state, isError, text) {
  const { indent } = state;
  if (indent !== '') {
    if (StringPrototypeIncludes(text, '\n')) text = StringPrototypeReplaceAll(text, '\n', `\n${indent}`);
    text = indent + text;
  }
  state.write(isError, `${text}\n`);
}

function formatMessage(state, isError, args) {
  // One text needs no formatting at all.
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  const { formatWithOptionsInternal } = require('internal/util/inspect/format');
  return formatWithOptionsInternal(state.inspectOptions(isError), args);
}

const methods = {
  log(...args) {
    print(this[kState], false, formatMessage(this[kState], false, args));
  },

  info(...args) {
    print(this[kState], false, formatMessage(this[kState], false, args));
  },

  debug(...args) {
    print(this[kState], false, formatMessage(this[kState], false, args));
  },

  warn(...args) {
    print(this[kState], true, formatMessage(this[kState], true, args));
  },

  error(...args) {
    print(this[kState], true, formatMessage(this[kState], true, args));
  },

  dir(object, options) {
    const state = this[kState];
    const { inspect } = require('internal/util/inspect');
    print(state, false, inspect(object, { customInspect: false, ...state.inspectOptions(false), ...options }));
  },

  time(label = 'default') {
    require('internal/console/timers').time(this[kState], `${label}`);
  },

  timeEnd(label = 'default') {
    require('internal/console/timers').timeEnd(this, this[kState], `${label}`);
  },

  timeLog(label = 'default', ...data) {
    require('internal/console/timers').timeLog(this, this[kState], `${label}`, data);
  },

  trace: function trace(...args) {
    const error = { name: 'Trace', message: formatMessage(this[kState], true, args) };
    ErrorCaptureStackTrace(error, trace);
    this.error(error.stack);
  },

  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else ArrayPrototypeUnshift(args, 'Assertion failed');
    ReflectApply(this.warn, this, args);
  },

  clear() {
    this[kState].clear();
  },

  count(label = 'default') {
    label = `${label}`;
    const state = this[kState];
    state.counts ??= new primordials.SafeMap();
    const count = (state.counts.get(label) ?? 0) + 1;
    state.counts.set(label, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    const state = this[kState];
    if (!state.counts?.delete(`${label}`)) require('node/process').emitWarning(`Count for '${label}' does not exist`);
  },

  group(...data) {
    if (data.length > 0) ReflectApply(this.log, this, data);
    const state = this[kState];
    state.indent += StringPrototypeRepeat(' ', state.indentWidth);
  },

  groupEnd() {
    const state = this[kState];
    state.indent = StringPrototypeSlice(state.indent, 0, state.indent.length - state.indentWidth);
  },

  table(tabularData, properties) {
    require('internal/console/table').table(this, this[kState], tabularData, properties);
  },
};
methods.dirxml = function dirxml(...args) {
  print(this[kState], false, formatMessage(this[kState], false, args));
};
methods.groupCollapsed = function groupCollapsed(...data) {
  ReflectApply(this.group, this, data);
};

/** Binds `source`'s methods to `console`, so that they work without it: `[1].forEach(console.log)`. */
function bindMethods(console, source, names) {
  for (let i = 0; i < names.length; i++) {
    const bound = FunctionPrototypeBind(source[names[i]], console);
    ObjectDefineProperty(bound, 'name', { __proto__: null, value: names[i], configurable: true });
    console[names[i]] = bound;
  }
}

function defineState(console, state) {
  ObjectDefineProperty(console, kState, { __proto__: null, value: state, writable: true, configurable: true });
}

const kColors = { __proto__: null, colors: true };

const globalState = {
  __proto__: null,
  indent: '',
  indentWidth: 2,
  counts: undefined,
  timers: undefined,

  write(isError, text) {
    const fd = isError ? 2 : 1;
    const { getStream, streamTouched } = require('internal/stdio');
    // A program that took process.stdout may have replaced its `write`, and what it has buffered comes first.
    if (streamTouched(fd)) require('internal/console/console').writeTo(getStream(isError ? 'stderr' : 'stdout'), text);
    // Errors are ignored, as for every console: a closed pipe must not end the program.
    else ops.op_stdio_write(fd, text);
  },

  inspectOptions(isError) {
    return require('internal/util/colors').descriptorHasColors(isError ? 2 : 1) ? kColors : undefined;
  },

  clear() {
    if (ops.op_stdio_isatty(1) && ops.op_env_get('TERM') !== 'dumb') this.write(false, '\u001b[1;1H\u001b[0J');
  },
};

let globalConsole;

/** The one global console of this isolate. */
function createGlobalConsole() {
  return (globalConsole ??= makeGlobalConsole());
}

function makeGlobalConsole() {
  // Its prototype is an object of its own, as for every namespace object of the web.
  const console = { __proto__: {} };
  defineState(console, globalState);
  bindMethods(console, methods, ObjectKeys(methods));
  const stream = (name) => ({
    __proto__: null,
    configurable: true,
    get: () => require('node/process')[name],
    set: (value) => {
      ObjectDefineProperty(console, `_${name}`, { __proto__: null, value, writable: true, configurable: true });
      globalState.write = (isError, text) => {
        require('internal/console/console').writeTo(isError ? console._stderr : console._stdout, text);
      };
    },
  });
  ObjectDefineProperties(console, {
    __proto__: null,
    [SymbolToStringTag]: { __proto__: null, value: 'console', configurable: true },
    _ignoreErrors: { __proto__: null, value: true, writable: true, configurable: true },
    _stdout: stream('stdout'),
    _stderr: stream('stderr'),
    Console: {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() { return define('Console', require('internal/console/console').Console); },
      set(value) { define('Console', value); },
    },
  });
  function define(key, value) {
    ObjectDefineProperty(console, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    return value;
  }
  // For an attached inspector only.
  console.profile = function profile() {};
  console.profileEnd = function profileEnd() {};
  console.timeStamp = function timeStamp() {};
  console.context = function context(name) { return require('internal/console/inspector').context(name); };
  console.createTask = function createTask(name) { return require('internal/console/inspector').createTask(name); };
  return console;
}

module.exports = {
  bindMethods,
  createGlobalConsole,
  defineState,
  formatMessage,
  kState,
  methods,
  print,
  get console() { return createGlobalConsole(); },
};
