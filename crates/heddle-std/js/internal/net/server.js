'use strict';
// net.Server. https://nodejs.org/api/net.html#class-netserver

const {
  ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice, Boolean, NumberParseInt, ObjectDefineProperty, ObjectSetPrototypeOf, Promise, ReflectApply, SymbolAsyncDispose,
} = primordials;
const EventEmitter = require('node/events');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING },
  ErrnoException, UVExceptionWithHostPort,
} = require('internal/errors');
const { validateAbortSignal, validateNumber, validatePort, validateString } = require('internal/validators');
const { Pipe, TCP } = require('internal/net/handle');
const { isPipeName, normalizeArgs } = require('internal/net/connect');
const { handleOf, Socket } = require('internal/net/socket');
const { nextTick } = require('internal/ticks');

const EINVAL = -22;
const EAFNOSUPPORT = -97;
const EADDRNOTAVAIL = -99;
const DEFAULT_BACKLOG = 511;

const channels = () => require('internal/net/channels');

function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  ReflectApply(EventEmitter, this, []);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  const { getDefaultHighWaterMark } = require('node/stream');
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = getDefaultHighWaterMark();
  }
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? getDefaultHighWaterMark();
  if (options.blockList) {
    if (!require('internal/net/addresses').BlockList.isBlockList(options.blockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    }
    this.blockList = options.blockList;
  }
}
ObjectSetPrototypeOf(Server.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Server, EventEmitter);
const methods = Server.prototype;

// ---- listening -----------------------------------------------------------------------------------------------------

function emitClose(server) {
  nextTick(() => server.emit('close'));
}

// A handle bound to the address, or a negative number. Without an address: any, of both kinds where there are both.
function boundHandle(address, port, family, { ipv6Only, reusePort, fd }) {
  if (typeof fd === 'number') {
    try {
      return handleOf(fd);
    } catch {
      return EINVAL;
    }
  }
  if (port === -1) {
    const pipe = new Pipe();
    return orClosed(pipe, pipe.bindTo(address));
  }
  const tcp = new TCP();
  if (address) return orClosed(tcp, tcp.bindTo(address, port, family === 6 && ipv6Only, reusePort));
  const status = tcp.bindTo('::', port, ipv6Only, reusePort);
  if (status === 0) return tcp;
  tcp.close();
  if (status !== EAFNOSUPPORT && status !== EINVAL && status !== EADDRNOTAVAIL) return status;
  const v4 = new TCP();
  return orClosed(v4, v4.bindTo('0.0.0.0', port, false, reusePort));
}

function orClosed(handle, status) {
  if (status === 0) return handle;
  handle.close();
  return status;
}

function fail(server, status, address, port) {
  failWith(server, new UVExceptionWithHostPort(status, 'listen', address, port));
}

function failWith(server, error) {
  nextTick(() => {
    if (channels().listen.error.hasSubscribers) channels().listen.error.publish({ server, error });
    server.emit('error', error);
  });
}

/** Listens on the handle it has, or on a new one. */
function listenOn(server, address, port, family, backlog, options) {
  if (server._handle === null) {
    let handle;
    try {
      handle = boundHandle(address, port, family, options);
    } catch (error) {
      // The worker's permissions deny it.
      failWith(server, error);
      return;
    }
    if (typeof handle === 'number') {
      fail(server, handle, address ?? '::', port);
      return;
    }
    server._handle = handle;
  }
  const status = server._handle.listen(backlog || DEFAULT_BACKLOG, (code, handle) => connected(server, code, handle));
  if (status !== 0) {
    server._handle.close();
    server._handle = null;
    fail(server, status, address ?? '::', port);
    return;
  }
  if (server._unref) server.unref();
  const { listen } = channels();
  if (listen.asyncEnd.hasSubscribers) listen.asyncEnd.publish({ server });
  nextTick(() => {
    // It may have been closed meanwhile.
    if (server._handle) server.emit('listening');
  });
}

function lookUpAndListen(server, host, port, backlog, options) {
  require('internal/dns/lookup').lookup(host, {}, (error, address, family) => {
    if (error) {
      server.emit('error', error);
    } else if (server._listeningId === options.id) {
      listenOn(server, address, port, address ? family : 4, backlog, options);
    }
  });
}

function toNumber(value) {
  const number = +value;
  return number >= 0 ? number : false;
}

function followSignal(server, { signal }) {
  if (signal === undefined) return;
  validateAbortSignal(signal, 'options.signal');
  const close = () => server.close();
  if (signal.aborted) {
    nextTick(close);
  } else {
    const disposable = EventEmitter.addAbortListener(signal, close);
    server.once('close', () => disposable[primordials.SymbolDispose]());
  }
}

// https://nodejs.org/api/net.html#serverlisten
methods.listen = function listen(...args) {
  const { 0: given, 1: callback } = normalizeArgs(args);
  let options = given;
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (channels().listen.asyncStart.hasSubscribers) channels().listen.asyncStart.publish({ server: this, options });
  if (callback !== null) this.once('listening', callback);
  const backlogOfArgs = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);
  const plain = { __proto__: null, ipv6Only: false, reusePort: false };

  const { BoundSocket } = require('internal/net/bound_socket');
  const bound = options instanceof BoundSocket ? options : options.handle instanceof BoundSocket ? options.handle : null;
  if (bound !== null) {
    if (bound.isPipe) this._pipeName = bound.address();
    this._handle = BoundSocket.consume(bound);
    this._listeningId++;
    listenOn(this, null, -1, -1, backlogOfArgs, plain);
    return this;
  }
  options = options._handle || options.handle || options;
  this._listeningId++;
  if (options instanceof TCP || options instanceof Pipe) {
    this._handle = options;
    listenOn(this, null, -1, -1, backlogOfArgs, plain);
    return this;
  }
  followSignal(this, options);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenOn(this, null, null, null, backlogOfArgs, { ...plain, fd: options.fd });
    return this;
  }
  if (args.length === 0 || typeof args[0] === 'function' || (options.port === undefined && 'port' in options) ||
      options.port === null) {
    options.port = 0;
  }
  const backlog = options.backlog || backlogOfArgs;
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    validatePort(options.port, 'options.port');
    const how = {
      __proto__: null, ipv6Only: options.ipv6Only === true, reusePort: options.reusePort === true, id: this._listeningId,
    };
    const port = NumberParseInt(options.port);
    if (options.host) lookUpAndListen(this, options.host, port, backlog, how);
    else listenOn(this, null, port, 4, backlog, how);
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    listenOnPath(this, options, backlog, plain);
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

function listenOnPath(server, options, backlog, plain) {
  const { path, readableAll, writableAll } = options;
  validateString(path, 'options.path');
  if (path[0] === '\0' && (readableAll || writableAll)) {
    throw new ERR_INVALID_ARG_VALUE('options', options,
                                    'can not set readableAll or writableAllt to true when path is abstract unix socket');
  }
  server._pipeName = path;
  listenOn(server, path, -1, -1, backlog, plain);
  if (!server._handle || (readableAll !== true && writableAll !== true)) return;
  const { mode } = require('node/fs').statSync(path);
  const status = ops.op_net_chmod(path, mode & 0o777 | (readableAll ? 0o444 : 0) | (writableAll ? 0o222 : 0));
  if (status) {
    server._handle.close();
    server._handle = null;
    throw new ErrnoException(status, 'uv_pipe_chmod');
  }
}

// ---- connections ---------------------------------------------------------------------------------------------------

function ends(handle) {
  const local = {};
  const remote = {};
  handle.getsockname?.(local);
  handle.getpeername?.(remote);
  return {
    localAddress: local.address, localPort: local.port, localFamily: local.family, remoteAddress: remote.address,
    remotePort: remote.port, remoteFamily: remote.family,
  };
}

function drop(server, handle) {
  const data = ends(handle);
  handle.close();
  server.emit('drop', data);
}

function connected(server, status, handle) {
  if (status) {
    server.emit('error', new ErrnoException(status, 'accept'));
    return;
  }
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    drop(server, handle);
    return;
  }
  if (server.blockList) {
    const { remoteAddress, remoteFamily } = ends(handle);
    if (remoteAddress !== undefined &&
        require('internal/net/addresses').isBlocked(server.blockList, remoteAddress, remoteFamily === 'IPv6' ? 6 : 4)) {
      handle.close();
      return;
    }
  }
  const socket = new Socket({
    handle, allowHalfOpen: server.allowHalfOpen, pauseOnCreate: server.pauseOnConnect, readable: true, writable: true,
    readableHighWaterMark: server.highWaterMark, writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay) socket.setNoDelay(true);
  if (server.keepAlive) socket.setKeepAlive(true, server.keepAliveInitialDelay * 1000);
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  channels().serverSocket(socket);
}

methods.getConnections = function getConnections(callback) {
  if (!this._usingWorkers) {
    nextTick(callback, null, this._connections);
    return this;
  }
  // Other processes have some of them.
  let left = this._workers.length;
  let count = this._connections;
  const finish = (error, more) => {
    if (left < 0) return;
    if (error) {
      left = -1;
      callback(error);
      return;
    }
    count += more;
    if (--left === -1) callback(null, count);
  };
  for (let i = 0; i < this._workers.length; i++) this._workers[i].getConnections(finish);
  nextTick(finish, null, 0);
  return this;
};

/** Notes a process that connections were given to. */
methods._setupWorker = function _setupWorker(socketList) {
  this._usingWorkers = true;
  ArrayPrototypePush(this._workers, socketList);
  socketList.once('exit', () => {
    const index = ArrayPrototypeIndexOf(this._workers, socketList);
    if (index !== -1) ArrayPrototypeSplice(this._workers, index, 1);
  });
};

// ---- the end -------------------------------------------------------------------------------------------------------

methods.close = function close(callback) {
  this._listeningId++;
  if (typeof callback === 'function') {
    if (this._handle) this.once('close', callback);
    else this.once('close', () => callback(new ERR_SERVER_NOT_RUNNING()));
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  if (this._usingWorkers) closeWithWorkers(this);
  else this._emitCloseIfDrained();
  return this;
};

// The connections that other processes have are connections of this server.
function closeWithWorkers(server) {
  let left = server._workers.length;
  if (left === 0) {
    server._emitCloseIfDrained();
    return;
  }
  server._connections++;
  const closed = () => {
    if (--left !== 0) return;
    server._connections--;
    server._emitCloseIfDrained();
  };
  for (let i = 0; i < server._workers.length; i++) server._workers[i].close(closed);
}

methods[SymbolAsyncDispose] = async function() {
  if (!this._handle) return;
  await new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
};

methods._emitCloseIfDrained = function _emitCloseIfDrained() {
  if (!this._handle && !this._connections) emitClose(this);
};

// ---- what it is ----------------------------------------------------------------------------------------------------

methods.address = function address() {
  if (this._handle?.getsockname) {
    const out = {};
    const status = this._handle.getsockname(out);
    if (status) throw new ErrnoException(status, 'address');
    return out;
  }
  return this._pipeName || null;
};

ObjectDefineProperty(methods, 'listening', {
  __proto__: null, get() { return Boolean(this._handle); }, configurable: true, enumerable: true,
});

methods.ref = function ref() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

methods.unref = function unref() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

module.exports = { Server };
