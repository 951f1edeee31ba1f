'use strict';
// The text of an error's `stack`, as V8 makes it. The engine records frames when an error is made and calls `format`
// when `stack` is first read: nothing here runs before that. See crates/heddle-glue/cpp/{errors,frames}.cpp.
// https://v8.dev/docs/stack-trace-api

const {
  ArrayPrototypePush,
  FunctionPrototypeCall,
  NumberPrototypeToString,
  RegExpPrototypeExec,
  StringPrototypeEndsWith,
  StringPrototypeStartsWith,
} = primordials;

// Bits of a frame's flags; the same as FrameFlags in frames.h.
const TOP_LEVEL = 1;
const CONSTRUCTOR = 2;
const BUILTIN = 4;
const EVAL = 8;
const ASYNC = 16;
const WASM = 32;
const PROMISE_ALL = 64;
const STRICT = 128;

// A frame is an array with these elements.
const FUNCTION_NAME = 0;
const TYPE_NAME = 1;
const METHOD_NAME = 2;
const FILE = 3;
const LINE = 4;
const COLUMN = 5;
const FLAGS = 6;
const FUNCTION = 7;
const THIS = 8;
const EVAL_ORIGIN = 9;
const START_LINE = 10;
const START_COLUMN = 11;

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

// Set by source map support: (frames, index) => the text of a frame in the original source, or undefined.
let mappedText;

class CallSite {
  #frame;
  #hidden;

  constructor(frame, hidden) {
    this.#frame = frame;
    this.#hidden = hidden;
  }

  getThis() {
    return this.#hidden ? undefined : this.#frame[THIS];
  }

  getTypeName() {
    return this.#frame[TYPE_NAME] ?? null;
  }

  getFunction() {
    return this.#hidden ? undefined : this.#frame[FUNCTION];
  }

  getFunctionName() {
    return this.#frame[FUNCTION_NAME] ?? null;
  }

  getMethodName() {
    return this.#frame[METHOD_NAME] ?? null;
  }

  getFileName() {
    return this.#frame[FLAGS] & BUILTIN ? null : this.#frame[FILE];
  }

  getLineNumber() {
    return this.#frame[FLAGS] & (BUILTIN | PROMISE_ALL) ? null : this.#frame[LINE] ?? null;
  }

  getColumnNumber() {
    return this.#frame[FLAGS] & (BUILTIN | PROMISE_ALL) ? null : this.#frame[COLUMN] ?? null;
  }

  getEvalOrigin() {
    return this.#frame[EVAL_ORIGIN];
  }

  getScriptNameOrSourceURL() {
    return this.#frame[FLAGS] & BUILTIN ? null : this.#frame[FILE];
  }

  getScriptHash() {
    return '';
  }

  getEnclosingLineNumber() {
    return this.#frame[START_LINE] ?? null;
  }

  getEnclosingColumnNumber() {
    return this.#frame[START_COLUMN] ?? null;
  }

  getPosition() {
    return 0;
  }

  getPromiseIndex() {
    return this.#frame[FLAGS] & PROMISE_ALL ? this.#frame[LINE] : null;
  }

  isToplevel() {
    return (this.#frame[FLAGS] & TOP_LEVEL) !== 0;
  }

  isEval() {
    return (this.#frame[FLAGS] & EVAL) !== 0;
  }

  isNative() {
    return false;
  }

  isConstructor() {
    return (this.#frame[FLAGS] & CONSTRUCTOR) !== 0;
  }

  isAsync() {
    return (this.#frame[FLAGS] & ASYNC) !== 0;
  }

  isPromiseAll() {
    return (this.#frame[FLAGS] & PROMISE_ALL) !== 0;
  }

  toString() {
    return frameText(this.#frame);
  }
}

// `file:line:column`, or what stands for it.
function locationText(frame) {
  const flags = frame[FLAGS];
  if (flags & BUILTIN) return '<anonymous>';
  if (flags & WASM) {
    return `${frame[FILE] ?? 'wasm://wasm'}:wasm-function[${frame[LINE]}]:0x${NumberPrototypeToString(frame[COLUMN], 16)}`;
  }
  let text = '';
  if (flags & EVAL && frame[FILE] === undefined) text = `${frame[EVAL_ORIGIN] ?? 'eval'}, `;
  text += frame[FILE] ?? '<anonymous>';
  if (frame[LINE] !== undefined) text += `:${frame[LINE]}`;
  if (frame[COLUMN] !== undefined) text += `:${frame[COLUMN]}`;
  return text;
}

// What stands before the location: `new Foo`, `Foo.bar [as baz]`.
function callText(frame) {
  const flags = frame[FLAGS];
  const name = frame[FUNCTION_NAME];
  const type = frame[TYPE_NAME];
  if (flags & CONSTRUCTOR) return `new ${name ?? '<anonymous>'}`;
  if (flags & (TOP_LEVEL | WASM) || type === undefined) return name;
  const method = frame[METHOD_NAME];
  if (name === undefined) return `${type}.${method ?? '<anonymous>'}`;
  let text = name;
  // Names that are no plain identifiers (`get x`, `exports.f`, `#p`) stand alone.
  if (!StringPrototypeStartsWith(name, type) && RegExpPrototypeExec(identifier, name) !== null) text = `${type}.${name}`;
  if (method !== undefined && method !== name && !StringPrototypeEndsWith(name, `.${method}`) &&
      !StringPrototypeEndsWith(name, ` ${method}`)) {
    text += ` [as ${method}]`;
  }
  return text;
}

function frameText(frame) {
  const flags = frame[FLAGS];
  if (flags & PROMISE_ALL) return `async Promise.${frame[FUNCTION_NAME]} (index ${frame[LINE]})`;
  const call = callText(frame);
  const location = locationText(frame);
  const text = call === undefined || call === '' ? location : `${call} (${location})`;
  return flags & ASYNC ? `async ${text}` : text;
}

// The first line, as Error.prototype.toString makes it; never throws.
function headerText(error) {
  try {
    const name = error.name === undefined ? 'Error' : `${error.name}`;
    const message = error.message === undefined ? '' : `${error.message}`;
    if (name === '') return message;
    return message === '' ? name : `${name}: ${message}`;
  } catch {
    return '<error>';
  }
}

function plainText(error, frames) {
  let text = headerText(error);
  for (let i = 0; i < frames.length; i++) text += `\n    at ${mappedText?.(frames, i) ?? frameText(frames[i])}`;
  return text;
}

// CallSites for user code. From the first function in strict mode on, functions and receivers stay hidden.
function callSites(frames) {
  const sites = [];
  let hidden = false;
  for (let i = 0; i < frames.length; i++) {
    if (frames[i][FLAGS] & STRICT) hidden = true;
    ArrayPrototypePush(sites, new CallSite(frames[i], hidden || (frames[i][FLAGS] & ASYNC) !== 0));
  }
  return sites;
}

let preparing = false;

/**
 * The value of `error.stack`; called by the engine when it is first read.
 * @param {object} error
 * @param {Array[]} frames
 * @param {Function|null} [prepare] the program's Error.prepareStackTrace. null: the program itself called the
 *   default one, with CallSites in place of frames.
 */
function format(error, frames, prepare) {
  if (prepare === null) {
    let text = headerText(error);
    for (let i = 0; i < frames.length; i++) text += `\n    at ${frames[i]}`;
    return text;
  }
  // Errors made by the program's function are shown the default way.
  if (prepare === undefined || preparing) return plainText(error, frames);
  preparing = true;
  try {
    return FunctionPrototypeCall(prepare, globalThis.Error, error, callSites(frames));
  } finally {
    preparing = false;
  }
}

/**
 * Registers how frames are shown that have a source map; `undefined` takes it away. Only for stacks made the default
 * way: a program's Error.prepareStackTrace gets the positions in the generated code, as in Node.
 * @param {Function} [mapper] (frames, index) => text or undefined
 */
function setFrameMapper(mapper) {
  mappedText = mapper;
}

exports.CallSite = CallSite;
exports.callSites = callSites;
exports.format = format;
exports.frameText = frameText;
exports.plainText = plainText;
exports.setFrameMapper = setFrameMapper;
