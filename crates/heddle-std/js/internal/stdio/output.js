'use strict';
// process.stdout and process.stderr: synchronous on files, terminals and pipes, and never closed.
// https://nodejs.org/api/process.html#a-note-on-process-io

const { ObjectSetPrototypeOf, ReflectApply } = primordials;
const { Buffer } = require('node/buffer');
const Writable = require('node/stream').Writable;
const { nextTick } = require('internal/ticks');

// Strings go down as they are when the native side can encode them by itself.
function toData(chunk, encoding) {
  if (typeof chunk !== 'string' || encoding === 'utf8' || encoding === 'utf-8') return chunk;
  return Buffer.from(chunk, encoding);
}

// Writes everything; null or the error. Terminals and pipes say `write EPIPE`, files `ENOSPC: no space left …`.
function attempt(fd, data, isFile) {
  const errno = ops.op_stdio_write(fd, data);
  if (errno === 0) return null;
  const { ErrnoException, UVException } = require('internal/errors');
  return isFile ? new UVException({ errno, syscall: 'write' }) : new ErrnoException(errno, 'write');
}

/** A Writable over a descriptor that writes synchronously. Not for sockets. */
function SyncWriteStream(fd, options) {
  ReflectApply(Writable, this, [{ __proto__: null, autoDestroy: true, decodeStrings: false, ...options }]);
  this.fd = fd;
  this.readable = false;
  this.autoClose = options === undefined || options.autoClose === undefined ? true : options.autoClose;
}
ObjectSetPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(SyncWriteStream, Writable);

SyncWriteStream.prototype._write = writeOne;
SyncWriteStream.prototype._writev = writeMany;

function writeOne(chunk, encoding, callback) {
  callback(attempt(this.fd, toData(chunk, encoding), this._type === 'fs'));
}

// What corked or buffered writes hold, to leave in one go.
function combine(chunks) {
  let allStrings = true;
  for (let i = 0; i < chunks.length && allStrings; i++) {
    const { chunk, encoding } = chunks[i];
    allStrings = typeof chunk === 'string' && (encoding === 'utf8' || encoding === 'utf-8');
  }
  if (allStrings) {
    let data = '';
    for (let i = 0; i < chunks.length; i++) data += chunks[i].chunk;
    return data;
  }
  const list = [];
  for (let i = 0; i < chunks.length; i++) {
    const { chunk, encoding } = chunks[i];
    list[i] = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
  }
  return Buffer.concat(list);
}

function writeMany(chunks, callback) {
  callback(attempt(this.fd, combine(chunks), this._type === 'fs'));
}

// Ending or destroying stdout leaves the descriptor open and the stream usable; 'close' is still emitted.
function dummyDestroy(error, callback) {
  callback(error);
  this._undestroy();
  if (!this._writableState.emitClose) nextTick(() => this.emit('close'));
}

function createOutput(fd) {
  const captured = ops.op_output_captured(fd);
  const kind = captured ? 'pipe' : ops.op_stdio_kind(fd);
  let stream;
  if (captured) {
    stream = require('internal/worker/stdio').createCapturedOutput(fd);
  } else if (kind === 'tty') {
    const tty = require('node/tty');
    stream = new tty.WriteStream(fd);
    stream._type = 'tty';
    watchSize(stream);
  } else {
    stream = new SyncWriteStream(fd, { autoClose: false });
    stream._type = kind === 'file' || kind === 'unknown' ? 'fs' : kind;
  }
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = dummyDestroy;
  return stream;
}

// 'resize' of a terminal comes as SIGWINCH, to the main thread.
function watchSize(stream) {
  const { start } = require('internal/process/state');
  if (!start().isMainThread) return;
  require('node/process').on('SIGWINCH', () => stream._refreshSize());
}

module.exports = { SyncWriteStream, attempt, combine, createOutput, toData, writeOne, writeMany };
