'use strict';
// Default high water marks of node:stream (64 KiB, 16 objects) and how options override them.
// https://nodejs.org/api/stream.html#streamgetdefaulthighwatermarkobjectmode

const { MathFloor, NumberIsInteger } = primordials;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInteger } = require('internal/validators');

let defaultBytes = 64 * 1024;
let defaultObjects = 16;

function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

function getHighWaterMark(state, options, duplexKey, isDuplex) {
  let mark = options.highWaterMark;
  let name = 'options.highWaterMark';
  if (mark == null && isDuplex) {
    mark = options[duplexKey];
    name = `options.${duplexKey}`;
  }
  if (mark == null) return getDefaultHighWaterMark(state.objectMode);
  if (!NumberIsInteger(mark) || mark < 0) throw new ERR_INVALID_ARG_VALUE(name, mark);
  return MathFloor(mark);
}

module.exports = { getHighWaterMark, getDefaultHighWaterMark, setDefaultHighWaterMark };
