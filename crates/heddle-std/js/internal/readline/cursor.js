'use strict';
// Cursor movement by ANSI escapes: readline.cursorTo and friends, tty.WriteStream's methods.
// https://nodejs.org/api/readline.html#readlinecursortostream-x-y-callback

const { NumberIsNaN } = primordials;
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { nextTick } = require('internal/ticks');

const kEscape = '\x1b';
const CSI = {
  __proto__: null,
  kEscape,
  kClearToLineBeginning: `${kEscape}[1K`,
  kClearToLineEnd: `${kEscape}[0K`,
  kClearLine: `${kEscape}[2K`,
  kClearScreenDown: `${kEscape}[0J`,
};

function checkCallback(callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
}

// Nothing to write: the callback still is called later.
function skip(callback) {
  if (typeof callback === 'function') nextTick(callback, null);
  return true;
}

function cursorTo(stream, x, y, callback) {
  checkCallback(typeof y === 'function' ? undefined : callback);
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (NumberIsNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (NumberIsNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number')) return skip(callback);
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  const data = typeof y !== 'number' ? `${kEscape}[${x + 1}G` : `${kEscape}[${y + 1};${x + 1}H`;
  return stream.write(data, callback);
}

function moveCursor(stream, dx, dy, callback) {
  checkCallback(callback);
  if (stream == null || !(dx || dy)) return skip(callback);
  let data = '';
  if (dx < 0) data += `${kEscape}[${-dx}D`;
  else if (dx > 0) data += `${kEscape}[${dx}C`;
  if (dy < 0) data += `${kEscape}[${-dy}A`;
  else if (dy > 0) data += `${kEscape}[${dy}B`;
  return stream.write(data, callback);
}

/** dir < 0: to the left of the cursor, > 0: to the right, 0: the whole line. */
function clearLine(stream, dir, callback) {
  checkCallback(callback);
  if (stream === null || stream === undefined) return skip(callback);
  const data = dir < 0 ? CSI.kClearToLineBeginning : dir > 0 ? CSI.kClearToLineEnd : CSI.kClearLine;
  return stream.write(data, callback);
}

function clearScreenDown(stream, callback) {
  checkCallback(callback);
  if (stream === null || stream === undefined) return skip(callback);
  return stream.write(CSI.kClearScreenDown, callback);
}

module.exports = { CSI, cursorTo, moveCursor, clearLine, clearScreenDown };
