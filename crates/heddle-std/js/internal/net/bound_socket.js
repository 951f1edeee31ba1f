'use strict';
// A socket that has its address, but neither listens nor connects yet. https://nodejs.org/api/net.html

const { Symbol, SymbolDispose } = primordials;
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_SOCKET_HANDLE_ADOPTED }, ErrnoException,
  ExceptionWithHostPort,
} = require('internal/errors');
const { validateBoolean, validateObject, validatePort, validateString } = require('internal/validators');
const { Pipe, TCP } = require('internal/net/handle');
const { isIP } = require('internal/net/ip');

const kHandle = Symbol('kHandle');

class BoundSocket {
  #handle = null;
  #address = {};
  #path;

  constructor(options = {}, handle = undefined) {
    if (options === kHandle) {
      this.#handle = handle;
      if (!(handle instanceof TCP)) this.#path = '';
      else if (handle.getsockname(this.#address) !== 0) this.#address = {};
      return;
    }
    validateObject(options, 'options');
    if (options.path !== undefined) this.#bindPath(options);
    else this.#bindAddress(options);
  }

  #bindAddress({ port, host, ipv6Only, reusePort }) {
    port = validatePort(port ?? 0, 'options.port');
    ipv6Only ??= false;
    validateBoolean(ipv6Only, 'options.ipv6Only');
    reusePort ??= false;
    validateBoolean(reusePort, 'options.reusePort');
    host ??= ipv6Only ? '::' : '0.0.0.0';
    validateString(host, 'options.host');
    if (isIP(host) === 0) {
      throw new ERR_INVALID_ARG_VALUE('options.host', host,
                                      'must be a numeric IP address; net.BoundSocket does not perform DNS resolution');
    }
    const handle = new TCP();
    const status = handle.bindTo(host, port, ipv6Only, reusePort) || handle.getsockname(this.#address);
    if (status) {
      handle.close();
      throw new ExceptionWithHostPort(status, 'bind', host, port);
    }
    this.#handle = handle;
  }

  #bindPath(options) {
    const { path, host, port, ipv6Only, reusePort } = options;
    if (host !== undefined || port !== undefined || ipv6Only !== undefined || reusePort !== undefined) {
      throw new ERR_INVALID_ARG_VALUE('options', options, 'path is mutually exclusive with host, port, ipv6Only, and reusePort');
    }
    validateString(path, 'options.path');
    const handle = new Pipe();
    const status = handle.bindTo(path);
    if (status) {
      handle.close();
      throw new ErrnoException(status, 'bind');
    }
    this.#handle = handle;
    this.#path = path;
  }

  #live() {
    if (this.#handle === null) throw new ERR_SOCKET_HANDLE_ADOPTED();
    return this.#handle;
  }

  /** Takes the handle out of a bound socket. */
  static consume(bound) {
    const handle = bound.#live();
    bound.#handle = null;
    return handle;
  }

  /** A bound socket over a handle that came from another process. */
  static over(handle) {
    const bound = new BoundSocket(kHandle, handle);
    return bound;
  }

  get isPipe() {
    return this.#path !== undefined;
  }

  address() {
    this.#live();
    return this.#path ?? this.#address;
  }

  fd() {
    return this.#live().fd;
  }

  close() {
    this.#live().close();
    this.#handle = null;
  }

  [SymbolDispose]() {
    if (this.#handle !== null) this.close();
  }
}

module.exports = { BoundSocket };
