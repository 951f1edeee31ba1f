// The text that an uncaught exception leaves on standard error: place, source line, caret, then the error.
// https://nodejs.org/api/process.html#event-uncaughtexception
'use strict';

const {
  ErrorIsError, ErrorPrototypeToString, MathMax, RegExpPrototypeExec, String, StringPrototypeEndsWith,
  StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

// Code of the runtime's own, or made by eval: there is no line to show.
function isHidden(file) {
  return file === '' || StringPrototypeStartsWith(file, 'node:') || StringPrototypeIncludes(file, ' > ');
}

// Where the loop's last exception was thrown.
function thrownAt(error) {
  const frames = ops.op_error_thrown_at(error);
  return frames.length === 0 || isHidden(frames[0][0]) ? undefined : frames[0];
}

// V8 means the start of the `throw` statement where there is one.
function throwAround(at) {
  const { sourceText } = require('internal/source_line');
  const { 0: file, 1: line, 2: column } = at;
  const text = sourceText(file);
  if (text === undefined) return at;
  const isModule = StringPrototypeStartsWith(file, 'file:') || StringPrototypeEndsWith(file, '.mjs');
  const found = ops.op_source_start_around(text, isModule, 'throw', line, column);
  return found === undefined ? at : [file, found[0], found[1]];
}

// The lines that show the place; undefined if it is unknown or the runtime's own.
function place(error, isError, fromPromise) {
  const { show } = require('internal/source_line');
  const report = isError ? ops.op_error_report(error) : undefined;
  if (report !== undefined && report[3] !== undefined && !isHidden(report[0])) {
    // A syntax error: the line that could not be compiled.
    return show(report[0], report[1], report[4] + 1, report[3]);
  }
  let at = fromPromise ? undefined : thrownAt(error);
  if (at === undefined && report !== undefined && report[1] !== 0 && !isHidden(report[0])) at = report;
  if (at === undefined) return undefined;
  if (!fromPromise) at = throwAround(at);
  const mapped = require('internal/modules/mapped_stack').mapPlace(at[0], at[1], at[2]);
  return mapped === undefined ? show(at[0], at[1], at[2]) : show(mapped[0], mapped[1], mapped[2], mapped[3]);
}

function inspectError(error) {
  const { inspect } = require('internal/util/inspect');
  const { descriptorHasColors } = require('internal/util/colors');
  return inspect(error, {
    __proto__: null,
    colors: descriptorHasColors(2),
    customInspect: false,
    depth: MathMax(inspect.defaultOptions.depth, 5),
  });
}

function valueText(value, isError) {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  try {
    if (isObject) return inspectError(value);
    return typeof value === 'symbol' ? '' : String(value);
  } catch {
    return isError ? ErrorPrototypeToString(value) : 'an object that cannot be shown';
  }
}

function programName() {
  const name = RegExpPrototypeExec(/[^/]+$/, require('internal/process/state').start().argv0)?.[0] ?? '';
  const dot = RegExpPrototypeExec(/.\.[^.]*$/, name);
  return name === '' ? 'node' : dot === null ? name : StringPrototypeSlice(name, 0, dot.index + 1);
}

// What follows the error: the stack of the place that threw it, if it was asked for, else how to ask.
function origin(value, hasStack) {
  if (require('internal/options').getOptionValue('--trace-uncaught') !== true) {
    return hasStack ? '' : `\n(Use \`${programName()} --trace-uncaught ...\` to show where the exception was thrown)`;
  }
  const frames = ops.op_error_thrown_at(value);
  if (frames.length === 0) return '';
  let text = '\nThrown at:\n';
  for (let i = 0; i < frames.length; i++) {
    const { 0: file, 1: line, 2: column, 3: name } = frames[i];
    text += name === '' ? `    at ${file}:${line}:${column}\n` : `    at ${name} (${file}:${line}:${column})\n`;
  }
  return text;
}

/** The report of `error`. */
function report(error, fromPromise) {
  const isError = ErrorIsError(error);
  const isObject = (typeof error === 'object' && error !== null) || typeof error === 'function';
  const lines = place(error, isError, fromPromise);
  let head = isError ? '' : 'Uncaught:\n';
  if (lines !== undefined) head = isError ? `${lines}\n\n` : `\n${lines}\n`;
  const trailer = `\n\nNode.js v${require('internal/process/versions').node}\n`;
  return `${head}${valueText(error, isError)}${origin(error, isObject)}${trailer}`;
}

module.exports = { report };
