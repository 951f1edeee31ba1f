'use strict';
// net.Socket: a Duplex over a TCP socket or pipe. https://nodejs.org/api/net.html#class-netsocket

const {
  ArrayIsArray, ArrayPrototypePush, Boolean, Error, MathMax, ObjectDefineProperties, ObjectSetPrototypeOf, ReflectApply, Symbol,
} = primordials;
const { Buffer } = require('node/buffer');
const { Duplex } = require('node/stream');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FD_TYPE, ERR_INVALID_HANDLE_TYPE,
    ERR_MISSING_ARGS, ERR_SOCKET_CLOSED, ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
  ErrnoException,
} = require('internal/errors');
const { validateAbortSignal, validateInt32, validateNumber, validateString } = require('internal/validators');
const { Pipe, TCP } = require('internal/net/handle');
const { kOptions, kTimeout, kWaiting } = require('internal/net/socket_options');
const { nextTick } = require('internal/ticks');

const ENOTCONN = -107;

const kOnread = Symbol('kBuffer');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kBound = Symbol('bound');

function noop() {}

// ---- making --------------------------------------------------------------------------------------------------------

/** A handle over an open descriptor. https://nodejs.org/api/net.html#new-netsocketoptions */
function handleOf(fd) {
  validateInt32(fd, 'fd', 0);
  const kind = ops.op_net_kind(fd);
  if (kind !== 'TCP' && kind !== 'PIPE') throw new ERR_INVALID_FD_TYPE(kind);
  const handle = (kind === 'TCP' ? TCP : Pipe).open(fd);
  if (typeof handle === 'number') throw new ErrnoException(handle, 'open');
  return handle;
}

function checkOptions(options) {
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    if (options[name]) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
  }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  }
}

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (typeof options === 'number') options = { fd: options };
  else options = { ...options };
  checkOptions(options);
  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this[kTimeout] = null;
  this[kOnread] = null;
  this[kBound] = false;
  this._handle = null;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  this[kWaiting] = 0;
  this[kOptions] = {
    __proto__: null,
    noDelay: Boolean(options.noDelay),
    keepAlive: Boolean(options.keepAlive),
    delay: ~~(MathMax(0, options.keepAliveInitialDelay ?? 0) / 1000),
    interval: undefined,
    count: undefined,
    tos: undefined,
  };
  if (options.typeOfService !== undefined) {
    validateInt32(options.typeOfService, 'options.typeOfService', 0, 255);
    this[kOptions].tos = options.typeOfService;
  }
  if (options.blockList) {
    if (!require('internal/net/addresses').BlockList.isBlockList(options.blockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    }
    this.blockList = options.blockList;
  }
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  options.emitClose = false;
  options.autoDestroy = true;
  options.decodeStrings = false;
  ReflectApply(Duplex, this, [options]);

  if (options.handle) {
    const { BoundSocket } = require('internal/net/bound_socket');
    if (options.handle instanceof BoundSocket) {
      this._handle = BoundSocket.consume(options.handle);
      this[kBound] = true;
      options.manualStart = true;
    } else {
      this._handle = options.handle;
    }
  } else if (options.fd !== undefined) {
    this._handle = handleOf(options.fd);
  }
  const { onread } = options;
  if (onread !== null && typeof onread === 'object' &&
      (require('node/util/types').isUint8Array(onread.buffer) || typeof onread.buffer === 'function') &&
      typeof onread.callback === 'function') {
    const make = typeof onread.buffer === 'function' ? onread.buffer : undefined;
    this[kOnread] = { __proto__: null, buffer: make ? make() : onread.buffer, make, callback: onread.callback };
  }
  this.on('end', onReadableStreamEnd);
  attach(this);
  this._pendingData = null;
  this._pendingEncoding = '';
  // The server sets these itself.
  this.server = null;
  this._server = null;
  if (this._handle && !this[kBound] && options.readable !== false && !options.manualStart) {
    if (options.pauseOnCreate) {
      this._handle.readStop();
      this.readableFlowing = false;
    } else {
      this.read(0);
    }
  }
}
ObjectSetPrototypeOf(Socket.prototype, Duplex.prototype);
ObjectSetPrototypeOf(Socket, Duplex);

// Other modules call their methods on what a user made of a Socket, so they are ordinary properties.
const methods = Socket.prototype;

/** Connects the stream and its handle. */
function attach(socket) {
  if (socket._handle) socket._handle.onread = (status, bytes) => onRead(socket, status, bytes);
}

// ---- reading -------------------------------------------------------------------------------------------------------

function writeAfterEnd(chunk, encoding, callback) {
  if (typeof encoding === 'function') callback = encoding;
  const error = new Error('This socket has been ended by the other party');
  error.code = 'EPIPE';
  if (typeof callback === 'function') nextTick(callback, error);
  this.destroy(error);
  return false;
}

function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

function onRead(socket, status, bytes) {
  socket._unrefTimer();
  if (status < 0) {
    socket.destroy(new ErrnoException(status, 'read'));
  } else if (bytes === null) {
    socket[kBytesRead] = socket._handle?.bytesRead ?? socket[kBytesRead];
    socket.push(null);
    socket.read(0);
  } else if (socket[kOnread] !== null) {
    giveToUser(socket, bytes);
  } else if (!socket.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) && socket._handle) {
    stopReading(socket);
  }
}

// The `onread` option: the bytes go into the user's own buffer, as often as it takes.
function giveToUser(socket, bytes) {
  const onread = socket[kOnread];
  for (let from = 0; from < bytes.length;) {
    const part = bytes.subarray(from, from + onread.buffer.length);
    onread.buffer.set(part);
    from += part.length;
    const go = ReflectApply(onread.callback, socket, [part.length, onread.buffer]);
    if (onread.make) onread.buffer = onread.make();
    if (go === false && socket._handle) stopReading(socket);
    if (socket.destroyed) return;
  }
}

function stopReading(socket) {
  const error = socket._handle.readStop();
  if (error) socket.destroy(new ErrnoException(error, 'read'));
}

function startReading(socket) {
  const error = socket._handle.readStart();
  if (error) socket.destroy(new ErrnoException(error, 'read'));
}

methods._read = function _read(n) {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read(n));
  } else if (!this._handle.reading) {
    startReading(this);
  }
};

methods.pause = function pause() {
  if (this[kOnread] !== null && !this.connecting && this._handle?.reading) {
    if (!this.destroyed) stopReading(this);
  }
  return ReflectApply(Duplex.prototype.pause, this, []);
};

methods.resume = function resume() {
  if (this[kOnread] !== null && !this.connecting && this._handle && !this._handle.reading) startReading(this);
  return ReflectApply(Duplex.prototype.resume, this, []);
};

methods.read = function read(n) {
  if (this[kOnread] !== null && !this.connecting && this._handle && !this._handle.reading) startReading(this);
  return ReflectApply(Duplex.prototype.read, this, [n]);
};

// ---- writing -------------------------------------------------------------------------------------------------------

function bytesOf(chunk, encoding) {
  if (typeof chunk !== 'string') return chunk;
  return encoding === 'utf8' || encoding === 'utf-8' || encoding === undefined ? chunk : Buffer.from(chunk, encoding);
}

function write(socket, data, callback) {
  const handle = socket._handle;
  const length = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
  const left = handle.write(data, length, (status) => {
    if (socket.destroyed && status !== 0) {
      callback(new ErrnoException(status, 'write'));
      return;
    }
    socket._unrefTimer();
    callback(status < 0 ? new ErrnoException(status, 'write') : null);
  });
  if (left < 0) {
    callback(new ErrnoException(left, 'write'));
    return;
  }
  socket[kWaiting] = left;
  if (left === 0) callback(null);
}

methods._writeGeneric = function _writeGeneric(writev, data, encoding, callback) {
  // What is written before there is a connection waits for it.
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    this.once('connect', function connect() {
      this.off('close', onClose);
      this._writeGeneric(writev, data, encoding, callback);
    });
    this.once('close', onClose);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) {
    callback(new ERR_SOCKET_CLOSED());
    return;
  }
  this._unrefTimer();
  if (!writev) {
    write(this, bytesOf(data, encoding), callback);
    return;
  }
  const parts = [];
  for (let i = 0; i < data.length; i++) {
    const { chunk, encoding: own } = data[i];
    ArrayPrototypePush(parts, typeof chunk === 'string' ? Buffer.from(chunk, own) : chunk);
  }
  write(this, Buffer.concat(parts), callback);
};

methods._write = function _write(data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

methods._writev = function _writev(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

methods._final = function _final(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle) {
    callback();
    return;
  }
  const finished = (status) => {
    if (this.destroyed || status === 0 || status === ENOTCONN) callback();
    else callback(new ErrnoException(status, 'shutdown'));
  };
  const error = this._handle.shutdown(finished);
  if (error) finished(error);
};

methods.end = function end(data, encoding, callback) {
  ReflectApply(Duplex.prototype.end, this, [data, encoding, callback]);
  return this;
};

// ---- the end -------------------------------------------------------------------------------------------------------

methods.destroySoon = function destroySoon() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

methods._destroy = function _destroy(exception, callback) {
  this.connecting = false;
  for (let socket = this; socket != null; socket = socket._parent) {
    if (socket[kTimeout]) socket[kTimeout].close();
  }
  const handle = this._handle;
  if (handle) {
    const hadError = Boolean(exception);
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    const closed = () => this.emit('close', hadError);
    if (this.resetAndClosing) {
      this.resetAndClosing = false;
      const error = handle.reset(closed);
      if (error) {
        handle.close(closed);
        this.emit('error', new ErrnoException(error, 'reset'));
      }
    } else {
      handle.close(closed);
    }
    handle.onread = noop;
    this._handle = null;
    this._sockname = null;
    callback(exception);
  } else {
    callback(exception);
    nextTick(() => this.emit('close'));
  }
  if (this._server) {
    this._server._connections--;
    this._server._emitCloseIfDrained?.();
  }
};

methods._reset = function _reset() {
  this.resetAndClosing = true;
  return this.destroy();
};

methods.resetAndDestroy = function resetAndDestroy() {
  if (!this._handle) {
    this.destroy(new ERR_SOCKET_CLOSED());
    return this;
  }
  if (!(this._handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
  if (this.connecting) this.once('connect', () => this._reset());
  else this._reset();
  return this;
};

// ---- connecting ----------------------------------------------------------------------------------------------------

methods.connect = function connect(...args) {
  const { connectSocket, normalizeArgs, kNormalized } = require('internal/net/connect');
  const normalized = ArrayIsArray(args[0]) && args[0][kNormalized] ? args[0] : normalizeArgs(args);
  const { 0: options, 1: callback } = normalized;
  require('internal/net/channels').clientSocket(this);
  if (callback !== null) this.once('connect', callback);
  if (this._parent?.connecting) return this;
  if (options.port === undefined && options.path == null) throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  if (this.write !== methods.write) this.write = methods.write;
  if (this.destroyed) {
    this._handle = null;
    this._peername = null;
    this._sockname = null;
    this[kBound] = false;
  }
  const isPipe = this[kBound] && this._handle ? this._handle instanceof Pipe : Boolean(options.path);
  if (isPipe) validateString(options.path, 'options.path');
  if (!this._handle) {
    this._handle = isPipe ? new Pipe() : new TCP();
    attach(this);
  }
  this._unrefTimer();
  this.connecting = true;
  connectSocket(this, isPipe, options);
  return this;
};

// ---- what it is ----------------------------------------------------------------------------------------------------

methods.address = function address() {
  return this._getsockname();
};

methods._getpeername = function _getpeername() {
  if (!this._handle?.getpeername || this.connecting) return this._peername || {};
  if (!this._peername) {
    const out = {};
    if (this._handle.getpeername(out)) return out;
    this._peername = out;
  }
  return this._peername;
};

methods._getsockname = function _getsockname() {
  if (!this._handle?.getsockname) return {};
  if (!this._sockname) {
    const out = {};
    if (this._handle.getsockname(out)) return out;
    this._sockname = out;
  }
  return this._sockname;
};

function getter(get) {
  return { __proto__: null, configurable: false, enumerable: true, get };
}

ObjectDefineProperties(methods, {
  _connecting: getter(function() { return this.connecting; }),
  pending: getter(function() { return !this._handle || this.connecting; }),
  readyState: getter(function() {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  }),
  bufferSize: getter(function() { return this._handle ? this.writableLength : undefined; }),
  bytesRead: getter(function() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; }),
  bytesWritten: getter(bytesWritten),
  _bytesDispatched: getter(function() { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; }),
  remoteAddress: getter(function() { return this._getpeername().address; }),
  remoteFamily: getter(function() { return this._getpeername().family; }),
  remotePort: getter(function() { return this._getpeername().port; }),
  localAddress: getter(function() { return this._getsockname().address; }),
  localFamily: getter(function() { return this._getsockname().family; }),
  localPort: getter(function() { return this._getsockname().port; }),
});

// What was handed to the system and what still waits in the stream.
function bytesWritten() {
  const state = this._writableState;
  if (!state) return undefined;
  let bytes = this._bytesDispatched;
  const buffered = state.getBuffer?.() ?? [];
  for (let i = 0; i < buffered.length; i++) {
    const { chunk, encoding } = buffered[i];
    bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
  }
  const data = this._pendingData;
  if (ArrayIsArray(data)) {
    for (let i = 0; i < data.length; i++) {
      const { chunk, encoding } = data[i];
      bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
    }
  } else if (data) {
    bytes += typeof data === 'string' ? Buffer.byteLength(data, this._pendingEncoding) : data.byteLength;
  }
  return bytes;
}

require('internal/net/socket_options').addTo(methods);

module.exports = { attach, handleOf, kBound, Socket };
