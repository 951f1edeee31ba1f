// Node's error classes: `codes.ERR_X` are constructors, made when first read. Messages stand in internal/errors/.
// https://nodejs.org/api/errors.html
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypePush,
  Error,
  ErrorCaptureStackTrace,
  ObjectAssign,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectIsExtensible,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  Proxy,
  RangeError,
  ReflectApply,
  ReflectConstruct,
  String,
  StringPrototypeReplace,
  Symbol,
  SymbolFor,
  TypeError,
} = primordials;

const bases = {
  __proto__: null,
  Error,
  TypeError,
  RangeError,
  get SyntaxError() { return primordials.SyntaxError; },
  get URIError() { return primordials.URIError; },
};

/** Marks errors made here; `true` on every instance. */
const kIsNodeError = Symbol('kIsNodeError');

/** Whether `Error.stackTraceLimit` may be written (user code can freeze `Error`). */
function isErrorStackTraceLimitWritable() {
  const descriptor = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (descriptor === undefined) return ObjectIsExtensible(Error);
  return ObjectPrototypeHasOwnProperty(descriptor, 'writable') ? descriptor.writable : descriptor.set !== undefined;
}

// The stack's first line names the code, `error.name` does not: the name is changed while the stack is made.
function captureWithCode(error, name, code, hide) {
  ObjectDefineProperty(error, 'name', {
    __proto__: null, value: `${name} [${code}]`, writable: true, enumerable: false, configurable: true,
  });
  ErrorCaptureStackTrace(error, hide);
  // Reading it is what fixes the first line.
  error.stack; // eslint-disable-line no-unused-expressions
  delete error.name;
}

// `%s` and `%d` in order; printf without the rest of util.format.
function fill(template, args) {
  let i = 0;
  return StringPrototypeReplace(template, /%[sd]/g, (token) => {
    const value = args[i++];
    if (token === '%s' && typeof value === 'object' && value !== null) {
      return require('internal/util/inspect').format('%s', value);
    }
    return token === '%d' ? `${+value}` : `${typeof value === 'symbol' ? String(value) : value}`;
  });
}

function defineMessage(error, text) {
  ObjectDefineProperty(error, 'message', {
    __proto__: null, value: `${text}`, writable: true, enumerable: false, configurable: true,
  });
}

function makeNodeErrorClass(Base, baseName, code, message) {
  class NodeError extends Base {
    constructor(...args) {
      // The base constructor's own stack would be thrown away: do not make it.
      const limit = Error.stackTraceLimit;
      const writable = limit !== 0 && isErrorStackTraceLimitWritable();
      if (writable) Error.stackTraceLimit = 0;
      try {
        super();
      } finally {
        if (writable) Error.stackTraceLimit = limit;
      }
      // Node's order of keys: a computed message comes after the code.
      if (typeof message === 'string') {
        defineMessage(this, fill(message, args));
        this.code = code;
      } else {
        this.code = code;
        defineMessage(this, ReflectApply(message, this, args));
      }
      captureWithCode(this, baseName, code, frontOf(new.target));
    }

    toString() {
      return `${this.name} [${code}]: ${this.message}`;
    }

    get ['constructor']() {
      return Base;
    }

    get [kIsNodeError]() {
      return true;
    }
  }
  return NodeError;
}

/**
 * An error that tells about a failed system call: `new codes.ERR_FS_EISDIR({ code, message, syscall, path?, dest?, errno? })`.
 * https://nodejs.org/api/errors.html#class-systemerror
 */
class SystemError extends Error {
  constructor(key, prefix, context) {
    super();
    let message = `${prefix}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    this.code = key;
    const hidden = (value) => ({ __proto__: null, value, writable: true, enumerable: false, configurable: true });
    // The path-like fields are views on `info`, so that a change shows on both sides.
    const view = (field, toText) => ({
      __proto__: null,
      get() { return toText ? context[field]?.toString() : context[field]; },
      set(value) { context[field] = toText && value ? lazyBufferFrom(value) : value; },
      enumerable: true,
      configurable: true,
    });
    ObjectDefineProperties(this, {
      __proto__: null,
      [kIsNodeError]: hidden(true),
      name: hidden('SystemError'),
      message: hidden(message),
      info: { __proto__: null, value: context, writable: false, enumerable: true, configurable: true },
      errno: view('errno', false),
      syscall: view('syscall', false),
    });
    if (context.path !== undefined) ObjectDefineProperty(this, 'path', view('path', true));
    if (context.dest !== undefined) ObjectDefineProperty(this, 'dest', view('dest', true));
    // Unlike the other classes the name stays an own property, so it is put back after the stack is made.
    captureWithCode(this, 'SystemError', key, frontOf(new.target));
    ObjectDefineProperty(this, 'name', hidden('SystemError'));
  }

  // Shows the values behind the accessors.
  [SymbolFor('nodejs.util.inspect.custom')](depth, options) {
    return require('internal/util/inspect').inspect(this, { ...options, getters: true, customInspect: false });
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function lazyBufferFrom(value) {
  return require('node/buffer').Buffer.from(value.toString());
}

function makeSystemErrorClass(key, prefix) {
  return class NodeError extends SystemError {
    constructor(context) { super(key, prefix, context); }
  };
}

// Classes that a code has besides its usual one.
const otherBases = {
  __proto__: null,
  ERR_HTTP2_INVALID_SETTING_VALUE: ['RangeError'],
  ERR_INVALID_ARG_VALUE: ['RangeError'],
  ERR_INVALID_RETURN_VALUE: ['RangeError'],
  ERR_INVALID_STATE: ['TypeError', 'RangeError'],
  ERR_OPERATION_FAILED: ['TypeError'],
};

function findMessage(table, code) {
  const names = ObjectKeys(table);
  for (let i = 0; i < names.length; i++) {
    const message = table[names[i]][code];
    if (message !== undefined) return [names[i], message];
  }
  return undefined;
}

function makeClass(code) {
  const { shapes, systemErrors } = require('internal/errors/shapes');
  let Class;
  if (systemErrors[code] !== undefined) Class = makeSystemErrorClass(code, systemErrors[code]);
  else {
    const found = shapes[code] ?? findMessage(require('internal/errors/messages'), code) ??
      findMessage(require('internal/errors/messages_net'), code);
    if (found === undefined) return undefined;
    const { 0: baseName, 1: message } = found;
    Class = makeNodeErrorClass(bases[baseName], baseName, code, message);
    const others = otherBases[code];
    for (let i = 0; others !== undefined && i < others.length; i++) {
      Class[others[i]] = makeNodeErrorClass(bases[others[i]], others[i], code, message);
    }
  }
  return Class;
}

// The function that user-visible stacks leave out: what `codes` hands out, not the class behind it.
const fronts = { __proto__: null };
function frontOf(Class) {
  return fronts[Class.code] ?? Class;
}

/**
 * What `codes.ERR_X` is until an error is made: modules read their codes when they load, but the messages are only
 * needed when something fails.
 */
function makeFront(code) {
  let Class;
  function load() {
    if (Class === undefined) {
      Class = makeClass(code);
      if (Class === undefined) throw new Error(`internal error: there is no error code ${code}`);
      Class.code = code;
    }
    return Class;
  }
  function NodeError(...args) {
    return ReflectConstruct(load(), args);
  }
  fronts[code] = NodeError;
  NodeError.HideStackFramesError = NodeError;
  const others = otherBases[code];
  for (let i = 0; others !== undefined && i < others.length; i++) {
    const name = others[i];
    NodeError[name] = function NodeErrorVariant(...args) {
      return recapture(ReflectConstruct(load()[name], args), NodeErrorVariant);
    };
  }
  return NodeError;
}

/** Node's error constructors by code: `new codes.ERR_INVALID_ARG_TYPE('name', 'string', value)`. */
const codes = new Proxy({ __proto__: null }, {
  __proto__: null,
  get(table, code) {
    const known = table[code];
    if (known !== undefined || typeof code === 'symbol') return known;
    return (table[code] = makeFront(code));
  },
  has(table, code) {
    return typeof code === 'string' && makeClass(code) !== undefined;
  },
});

/** The message that `new codes[key](...args)` would have. */
function getMessage(key, args, error) {
  const { shapes } = require('internal/errors/shapes');
  const { 1: message } = shapes[key] ?? findMessage(require('internal/errors/messages'), key) ??
    findMessage(require('internal/errors/messages_net'), key);
  return typeof message === 'string' ? fill(message, args) : ReflectApply(message, error, args);
}

/** Makes the stack of `error` anew, without `hide` and the frames above it. Returns the error. */
function recapture(error, hide) {
  if (error === null || typeof error !== 'object') return error;
  if (error[kIsNodeError] && !(error instanceof SystemError)) {
    const name = error.name;
    captureWithCode(error, name, error.code, hide);
    if (error.name !== name) error.name = name;
  } else ErrorCaptureStackTrace(error, hide);
  return error;
}

/**
 * Wraps an argument check so that an error's stack starts at its caller. `withoutStackTrace` is the bare function,
 * for callers that hide themselves as well.
 */
function hideStackFrames(fn) {
  function wrapped(...args) {
    try {
      return ReflectApply(fn, this, args);
    } catch (error) {
      if (Error.stackTraceLimit) recapture(error, wrapped);
      throw error;
    }
  }
  wrapped.withoutStackTrace = fn;
  return wrapped;
}

/** https://nodejs.org/api/globals.html#class-abortcontroller */
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

let NodeAggregateErrorClass;
function getNodeAggregateError() {
  const { AggregateError, SafeArrayIterator } = primordials;
  return (NodeAggregateErrorClass ??= class NodeAggregateError extends AggregateError {
    constructor(errors, message) {
      super(new SafeArrayIterator(errors), message);
      this.code = errors[0]?.code;
    }

    get [kIsNodeError]() {
      return true;
    }

    get ['constructor']() {
      return AggregateError;
    }
  });
}

/** One error for an operation that failed and whose clean-up failed too. */
function aggregateTwoErrors(innerError, outerError) {
  if (!innerError || !outerError || innerError === outerError) return innerError || outerError;
  if (ArrayIsArray(outerError.errors)) {
    ArrayPrototypePush(outerError.errors, innerError);
    return outerError;
  }
  const { AggregateError, SafeArrayIterator } = primordials;
  const error = new AggregateError(new SafeArrayIterator([outerError, innerError]), outerError.message);
  error.code = outerError.code;
  return error;
}

/** An Error with extra fields. */
function genericNodeError(message, properties) {
  return ObjectAssign(new Error(message), properties);
}

/** Whether `error` says that the stack is exhausted. */
function isStackOverflowError(error) {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded' ||
    error?.name === 'InternalError' && error.message === 'too much recursion';
}

module.exports = {
  AbortError,
  SystemError,
  aggregateTwoErrors,
  codes,
  genericNodeError,
  getMessage,
  hideStackFrames,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kIsNodeError,
  recapture,
  get ConnResetException() { return require('internal/errors/exceptions').ConnResetException; },
  get DNSException() { return require('internal/errors/exceptions').DNSException; },
  get ErrnoException() { return require('internal/errors/exceptions').ErrnoException; },
  get ExceptionWithHostPort() { return require('internal/errors/exceptions').ExceptionWithHostPort; },
  get UVException() { return require('internal/errors/exceptions').UVException; },
  get UVExceptionWithHostPort() { return require('internal/errors/exceptions').UVExceptionWithHostPort; },
  get getUvMap() { return require('internal/errors/exceptions').getUvMap; },
  get uvErrmapGet() { return require('internal/errors/exceptions').uvErrmapGet; },
  get NodeAggregateError() { return getNodeAggregateError(); },
  get determineSpecificType() { return require('internal/errors/shapes').determineSpecificType; },
  get formatList() { return require('internal/errors/shapes').formatList; },
  get addNumericalSeparator() { return require('internal/errors/shapes').addNumericalSeparator; },
};
