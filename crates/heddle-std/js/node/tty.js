'use strict';
// node:tty: streams over terminals. https://nodejs.org/api/tty.html

const { NumberIsInteger, ObjectSetPrototypeOf, ReflectApply } = primordials;
const { codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors');
const { getColorDepth, hasColors } = require('internal/tty/colors');
const { InputStream } = require('internal/stdio/input');
const { writeMany, writeOne } = require('internal/stdio/output');
const { Writable } = require('node/stream');

const readline = () => require('internal/readline/cursor');

/** Whether the descriptor is a terminal. https://nodejs.org/api/tty.html#ttyisattyfd */
function isatty(fd) {
  return NumberIsInteger(fd) && fd >= 0 && fd <= 2147483647 && ops.op_stdio_isatty(fd);
}

function checkTerminal(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  if (!ops.op_stdio_isatty(fd)) {
    throw new ERR_TTY_INIT_FAILED({ errno: -22, code: 'EINVAL', message: 'invalid argument', syscall: 'uv_tty_init' });
  }
}

/** https://nodejs.org/api/tty.html#class-ttyreadstream */
function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  checkTerminal(fd);
  // Read only when asked: typed input that the program does not want belongs to its successor.
  ReflectApply(InputStream, this, [fd, { __proto__: null, highWaterMark: 0, ...options }]);
  this.isRaw = false;
  this.rawMode = false;
  this.isTTY = true;
}
ObjectSetPrototypeOf(ReadStream.prototype, InputStream.prototype);
ObjectSetPrototypeOf(ReadStream, InputStream);

ReadStream.prototype.setRawMode = function setRawMode(flag) {
  flag = !!flag;
  try {
    ops.op_tty_raw(this.fd, flag);
  } catch (error) {
    this.emit('error', error);
    return this;
  }
  this.isRaw = flag;
  return this;
};

/** https://nodejs.org/api/tty.html#class-ttywritestream */
function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  checkTerminal(fd);
  ReflectApply(Writable, this, [{ __proto__: null, decodeStrings: false, emitClose: false }]);
  this.fd = fd;
  const size = ops.op_tty_size(fd);
  if (size !== undefined) {
    this.columns = size[0];
    this.rows = size[1];
  }
}
ObjectSetPrototypeOf(WriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(WriteStream, Writable);

WriteStream.prototype.isTTY = true;
WriteStream.prototype._write = writeOne;
WriteStream.prototype._writev = writeMany;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;

WriteStream.prototype._refreshSize = function _refreshSize() {
  const oldColumns = this.columns;
  const oldRows = this.rows;
  const size = ops.op_tty_size(this.fd);
  if (size === undefined) return;
  this.columns = size[0];
  this.rows = size[1];
  if (oldColumns !== this.columns || oldRows !== this.rows) this.emit('resize');
};

WriteStream.prototype.cursorTo = function cursorTo(x, y, callback) {
  return readline().cursorTo(this, x, y, callback);
};
WriteStream.prototype.moveCursor = function moveCursor(dx, dy, callback) {
  return readline().moveCursor(this, dx, dy, callback);
};
WriteStream.prototype.clearLine = function clearLine(dir, callback) {
  return readline().clearLine(this, dir, callback);
};
WriteStream.prototype.clearScreenDown = function clearScreenDown(callback) {
  return readline().clearScreenDown(this, callback);
};
WriteStream.prototype.getWindowSize = function getWindowSize() {
  return [this.columns, this.rows];
};
// A terminal is never a reason to stay alive while writing: nothing to do.
WriteStream.prototype.ref = function ref() { return this; };
WriteStream.prototype.unref = function unref() { return this; };

module.exports = { isatty, ReadStream, WriteStream };
