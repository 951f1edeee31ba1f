// A place in a source as reports show it: `file:line`, the line, and a caret under the column.
'use strict';

const { MathMax, StringPrototypeReplace, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith } = primordials;

/** The text of a script or module; undefined if it is not known any more. */
function sourceText(file) {
  const given = require('internal/main').sourceOf(file);
  if (given !== undefined) return given;
  try {
    return ops.op_module_source_of(StringPrototypeStartsWith(file, '/') ? ops.op_module_path_to_url(file) : file);
  } catch {
    // The file is gone: the place alone must do.
    return undefined;
  }
}

/** The report's lines, without a line feed at the end. `column` counts from 1; `line` may be given as text. */
function show(file, line, column, text) {
  const source = text ?? StringPrototypeSplit(sourceText(file) ?? '', '\n')[line - 1];
  if (source === undefined || source === '') return `${file}:${line}`;
  const indent = StringPrototypeReplace(StringPrototypeSlice(source, 0, MathMax(column - 1, 0)), /[^\t]/g, ' ');
  return `${file}:${line}\n${source}\n${indent}^`;
}

module.exports = { show, sourceText };
