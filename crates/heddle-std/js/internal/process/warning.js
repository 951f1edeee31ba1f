'use strict';
// process.emitWarning, and how an emitted 'warning' reaches standard error.
// https://nodejs.org/api/process.html#processemitwarningwarning-options

const {
  ArrayIsArray, Error, ErrorCaptureStackTrace, ErrorPrototypeToString, SafeSet, String, StringPrototypeLastIndexOf,
  StringPrototypeSlice,
} = primordials;
const { getOptionValue } = require('internal/options');

let traceHintGiven = false;
let disabled;

function isDisabled(warning) {
  if (disabled === undefined) {
    const list = getOptionValue('--disable-warning');
    disabled = new SafeSet(ArrayIsArray(list) ? list : []);
  }
  return disabled.size > 0 && (disabled.has(warning.code) || disabled.has(warning.name));
}

function write(text) {
  const file = getOptionValue('--redirect-warnings') || ops.op_env_get('NODE_REDIRECT_WARNINGS');
  if (file) {
    try {
      require('node/fs').appendFileSync(file, `${text}\n`);
      return;
    } catch {
      // A log file that cannot be written: the warning goes where it would without the option.
    }
  }
  require('internal/stdio').writeStderr(`${text}\n`);
}

function programName() {
  const { argv0 } = require('internal/process/state').start();
  return StringPrototypeSlice(argv0, StringPrototypeLastIndexOf(argv0, '/') + 1) || 'heddle';
}

/** The listener that prints: on process 'warning' unless --no-warnings or NODE_NO_WARNINGS=1. */
function onWarning(warning) {
  if (!(warning instanceof Error) || isDisabled(warning)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) return;
  const trace = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  let text = `(node:${process.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (trace && warning.stack) text += `${warning.stack}`;
  else text += typeof warning.toString === 'function' ? `${warning.toString()}` : ErrorPrototypeToString(warning);
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!trace && !traceHintGiven) {
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    text += `\n(Use \`${programName()} ${flag} ...\` to show where the warning was created)`;
    traceHintGiven = true;
  }
  write(text);
}

function createWarning(message, type, code, ctor, detail) {
  const limit = Error.stackTraceLimit;
  if (!process.traceProcessWarnings && !process.traceDeprecation && type === 'DeprecationWarning') {
    // Nobody will see this stack.
    Error.stackTraceLimit = 0;
  }
  const warning = new Error(message);
  Error.stackTraceLimit = limit;
  warning.name = String(type || 'Warning');
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  ErrorCaptureStackTrace(warning, ctor || emitWarning);
  return warning;
}

function doEmit(warning) {
  process.emit('warning', warning);
}

// `hide` is the function at which the stack of a warning made here begins.
function emitWarning(warning, type, code, ctor, hide) {
  const { validateString } = require('internal/validators');
  let detail;
  if (type !== null && typeof type === 'object' && !ArrayIsArray(type)) {
    ctor = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (typeof warning === 'string') {
    warning = createWarning(warning, type, code, ctor || hide, detail);
  } else if (!(warning instanceof Error)) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  const { nextTick } = require('internal/ticks');
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // Thrown from a tick, so that the caller's own handlers do not swallow it.
      nextTick(() => { throw warning; });
      return;
    }
  }
  nextTick(doEmit, warning);
}

/** A warning about an experimental feature, once per feature. */
const experimental = new SafeSet();
function emitExperimentalWarning(feature, messagePrefix = '') {
  if (experimental.has(feature)) return;
  experimental.add(feature);
  emitWarning(`${messagePrefix}${feature} is an experimental feature and might change at any time`,
              'ExperimentalWarning');
}

const process = require('node/process');

module.exports = { onWarning, emitWarning, emitExperimentalWarning };
