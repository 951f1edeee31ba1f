// The part of node:v8 that is about the engine itself. https://nodejs.org/api/v8.html
'use strict';

const {
  ArrayPrototypePush, NumberParseInt, RegExpPrototypeExec, RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit, StringPrototypeTrim,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_METHOD_NOT_IMPLEMENTED, ERR_NOT_BUILDING_SNAPSHOT },
} = require('internal/errors');
const { validateString } = require('internal/validators');

// Flags that can be set while the program runs, by name; true: of a number.
const settable = { '__proto__': null, '--expose-gc': false, '--max-old-space-size': true, '--stack-trace-limit': true };
let flagsSet = '';

/** Reads one flag: `[name, true | number]`. */
function readFlag(word, flags) {
  const { 1: name, 2: text } = RegExpPrototypeExec(/^-{0,2}([^=]*)(?:=(.*))?$/s, word);
  const full = `--${RegExpPrototypeSymbolReplace(/_/g, name, '-')}`;
  const takesNumber = settable[full];
  if (takesNumber === undefined) {
    throw new ERR_INVALID_ARG_VALUE('flags', flags, `contains '${word}', which cannot be set while the program runs`);
  }
  const isNumber = text !== undefined && RegExpPrototypeExec(/^\d+$/, text) !== null;
  if (takesNumber ? !isNumber : text !== undefined) {
    throw new ERR_INVALID_ARG_VALUE('flags', flags, `contains '${word}', which has no value that makes sense`);
  }
  return [full, takesNumber ? NumberParseInt(text, 10) : true];
}

/**
 * `v8.setFlagsFromString()`: what holds for workers that are started from now on. `--expose-gc` also makes `gc` in this
 * thread. Flags that have no effect on a running program throw.
 */
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  const trimmed = StringPrototypeTrim(flags);
  if (trimmed === '') return;
  const words = RegExpPrototypeSymbolSplit(/\s+/, trimmed);
  const read = [];
  for (let i = 0; i < words.length; i++) ArrayPrototypePush(read, readFlag(words[i], flags));
  for (let i = 0; i < read.length; i++) {
    const { 0: name, 1: value } = read[i];
    ops.op_options_set(name, value);
    flagsSet += ` ${name}=${value}`;
    if (name === '--expose-gc' && globalThis.gc === undefined) require('internal/expose_gc').expose();
  }
}

/** `v8.cachedDataVersionTag()`: changes with the engine and with the flags. */
function cachedDataVersionTag() {
  return ops.op_engine_tag(flagsSet);
}

/** `v8.isStringOneByteRepresentation()`. */
function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  return ops.op_string_is_one_byte(content);
}

function coverage(name) {
  // As in Node nothing is to be done unless the environment asked for coverage when the program started.
  if (require('internal/ticks').getProcess().env.NODE_V8_COVERAGE) throw new ERR_METHOD_NOT_IMPLEMENTED(`v8.${name}()`);
}
/** `v8.takeCoverage()`: the engine counts no coverage. */
function takeCoverage() {
  coverage('takeCoverage');
}
/** `v8.stopCoverage()`. */
function stopCoverage() {
  coverage('stopCoverage');
}

function notBuilding() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}
/** Start-up snapshots are never built. */
const startupSnapshot = {
  addDeserializeCallback(callback, data) { notBuilding(); },
  addSerializeCallback(callback, data) { notBuilding(); },
  setDeserializeMainFunction(callback, data) { notBuilding(); },
  isBuildingSnapshot() { return 0; },
};

module.exports = {
  cachedDataVersionTag, isStringOneByteRepresentation, setFlagsFromString, startupSnapshot, stopCoverage, takeCoverage,
};
