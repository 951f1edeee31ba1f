// The text that an uncaught exception leaves on standard error: place, source line, caret, then the error.
// https://nodejs.org/api/process.html#event-uncaughtexception
'use strict';

const {
  ErrorPrototypeToString, MathMax, RegExpPrototypeExec,
  StringPrototypeReplace, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;

function sourceLine(file, line) {
  const url = StringPrototypeStartsWith(file, '/') ? ops.op_module_path_to_url(file) : file;
  const text = ops.op_module_source_of(url);
  if (text === undefined) return undefined;
  return StringPrototypeSplit(text, '\n')[line - 1];
}

// `file:line`, the line and a caret under the column; '' if the place is unknown or the runtime's own.
function place(error) {
  const report = ops.op_error_report(error);
  if (report === undefined) return '';
  const { 0: file, 1: line, 2: column, 3: ownSource, 4: offset } = report;
  if (file === '' || line === 0 || StringPrototypeStartsWith(file, 'node:')) return '';
  let source = ownSource;
  try {
    source ??= sourceLine(file, line);
  } catch {
    // The file is gone: the place alone must do.
  }
  if (source === undefined) return `${file}:${line}\n`;
  const at = ownSource !== undefined ? offset : column - 1;
  const indent = StringPrototypeReplace(StringPrototypeSlice(source, 0, MathMax(at, 0)), /[^\t]/g, ' ');
  return `${file}:${line}\n${source}\n${indent}^\n\n`;
}

function isErrorLike(error) {
  return typeof error === 'object' && error !== null && typeof error.stack === 'string' &&
    RegExpPrototypeExec(/^\s+at /m, error.stack) !== null;
}

/** The report of `error`. */
function report(error, fromPromise) {
  const { getOptionValue } = require('internal/options');
  const trailer = `\n\nNode.js ${`v${require('internal/process/versions').node}`}\n`;
  const isError = ops.op_value_class(error) === 'Error' || isErrorLike(error);
  let text;
  try {
    const { inspect } = require('internal/util/inspect');
    text = isError ? inspect(error, { colors: false }) : inspect(error);
  } catch {
    text = isError ? ErrorPrototypeToString(error) : 'an object that cannot be shown';
  }
  if (isError) return `${place(error)}${text}${trailer}`;
  const hint = getOptionValue('--trace-uncaught') === true ? '' :
    '\n(Use `node --trace-uncaught ...` to show where the exception was thrown)';
  return `Uncaught:\n${text}${hint}${trailer}`;
}

module.exports = { report };
