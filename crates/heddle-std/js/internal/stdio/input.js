'use strict';
// process.stdin: a Readable over a descriptor that may be a file, a pipe, a socket or a terminal.
// https://nodejs.org/api/process.html#processstdin

const { ObjectSetPrototypeOf, ReflectApply } = primordials;
const { Buffer } = require('node/buffer');
const { Readable } = require('node/stream');

/**
 * A Readable over a descriptor. One read is asked for at a time, when the stream wants data; the loop stays alive
 * while it is outstanding, unless unref'd.
 */
function InputStream(fd, options) {
  ReflectApply(Readable, this, [{ __proto__: null, ...options }]);
  this.fd = fd;
  this.bytesRead = 0;
  this._inputPending = false;
  // A paused stream must not keep the process alive: its outstanding read is taken back.
  this.on('pause', stopReading);
}
ObjectSetPrototypeOf(InputStream.prototype, Readable.prototype);
ObjectSetPrototypeOf(InputStream, Readable);

InputStream.prototype._read = function _read(size) {
  if (this._inputPending || this.destroyed) return;
  this._inputPending = true;
  ops.op_stdio_read(this.fd, size > 0 ? size : 65536, (error, bytes) => onRead(this, error, bytes));
};

function onRead(stream, error, bytes) {
  stream._inputPending = false;
  if (stream.destroyed) return;
  if (error) {
    stream.destroy(error);
  } else if (bytes === null) {
    stream.push(null);
    // A terminal or pipe that nobody reads to the end still must get to 'end'.
    stream.read(0);
  } else {
    stream.bytesRead += bytes.byteLength;
    stream.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }
}

function stopReading() {
  if (!this._inputPending) return;
  this._inputPending = false;
  this._readableState.reading = false;
  ops.op_stdio_read_stop(this.fd);
}

InputStream.prototype._destroy = function _destroy(error, callback) {
  if (this._inputPending) {
    this._inputPending = false;
    ops.op_stdio_read_stop(this.fd);
  }
  callback(error);
};

InputStream.prototype.ref = function ref() {
  ops.op_stdio_read_ref(this.fd, true);
  return this;
};

InputStream.prototype.unref = function unref() {
  ops.op_stdio_read_ref(this.fd, false);
  return this;
};

function createInput(fd) {
  const kind = ops.op_stdio_kind(fd);
  let stream;
  if (kind === 'tty') {
    const tty = require('node/tty');
    stream = new tty.ReadStream(fd);
  } else if (kind === 'unknown') {
    // Closed: nothing to read, which is not an error.
    stream = new Readable({ read() {} });
    stream.push(null);
  } else {
    stream = new InputStream(fd, { autoDestroy: kind !== 'file' });
    if (kind !== 'file') stream._type = kind;
  }
  stream.fd = fd;
  return stream;
}

module.exports = { InputStream, createInput };
