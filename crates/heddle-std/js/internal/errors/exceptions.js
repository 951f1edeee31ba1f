// Failures of system and network calls as Node's errors.
// https://nodejs.org/api/errors.html#class-systemerror
'use strict';

const { Error, ErrorCaptureStackTrace, ObjectKeys } = primordials;

let uvMap;
/** Name and message of a (negative) system error number. */
function uvErrmapGet(number) {
  return getUvMap().get(number);
}
/** Map of negative number to [name, message]. */
function getUvMap() {
  if (uvMap === undefined) {
    uvMap = new primordials.SafeMap();
    const list = require('internal/errors/uv');
    for (let i = 0; i < list.length; i++) uvMap.set(list[i][0], [list[i][1], list[i][2]]);
  }
  return uvMap;
}
const kUnknown = ['UNKNOWN', 'unknown error'];

/** A system call's failure from `{ errno, syscall, code?, message?, path?, dest? }`. */
class UVException extends Error {
  constructor(context) {
    const { 0: code, 1: uvMessage } = uvErrmapGet(context.errno) || kUnknown;
    let message = `${code}: ${context.message || uvMessage}, ${context.syscall}`;
    let path;
    let dest;
    if (context.path) {
      path = context.path.toString();
      message += ` '${path}'`;
    }
    if (context.dest) {
      dest = context.dest.toString();
      message += ` -> '${dest}'`;
    }
    super(message);
    const keys = ObjectKeys(context);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'message' || key === 'path' || key === 'dest') continue;
      this[key] = context[key];
    }
    this.code = code;
    if (path) this.path = path;
    if (dest) this.dest = dest;
    ErrorCaptureStackTrace(this, new.target);
  }

  get ['constructor']() {
    return Error;
  }
}

/** A network call's failure: `listen EADDRINUSE: address already in use 127.0.0.1:80`. */
class UVExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port) {
    const { 0: code, 1: uvMessage } = uvErrmapGet(errno) || kUnknown;
    let details = '';
    if (port && port > 0) details = ` ${address}:${port}`;
    else if (address) details = ` ${address}`;
    super(`${syscall} ${code}: ${uvMessage}${details}`);
    this.code = code;
    this.errno = errno;
    this.syscall = syscall;
    this.address = address;
    if (port) this.port = port;
    ErrorCaptureStackTrace(this, new.target);
  }

  get ['constructor']() {
    return Error;
  }
}

function errnoName(errno) {
  return (uvErrmapGet(errno) || [`Unknown system error ${errno}`])[0];
}

/** What `util._errnoException` makes. */
class ErrnoException extends Error {
  constructor(errno, syscall, original) {
    const code = errnoName(errno);
    super(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    ErrorCaptureStackTrace(this, new.target);
  }

  get ['constructor']() {
    return Error;
  }
}

/** What `util._exceptionWithHostPort` makes. */
class ExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port, additional) {
    const code = errnoName(errno);
    let details = '';
    if (port && port > 0) details = ` ${address}:${port}`;
    else if (address) details = ` ${address}`;
    if (additional) details += ` - Local (${additional})`;
    super(`${syscall} ${code}${details}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    this.address = address;
    if (port) this.port = port;
    ErrorCaptureStackTrace(this, new.target);
  }

  get ['constructor']() {
    return Error;
  }
}

class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() {
    return Error;
  }
}

class DNSException extends Error {
  constructor(code, syscall, hostname) {
    let errno;
    if (typeof code === 'number') {
      errno = code;
      // Node reports both as the one name that programs look for.
      code = code === -3007 || code === -3008 ? 'ENOTFOUND' : errnoName(code);
    }
    super(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    if (hostname) this.hostname = hostname;
    ErrorCaptureStackTrace(this, new.target);
  }

  get ['constructor']() {
    return Error;
  }
}

module.exports = {
  ConnResetException,
  DNSException,
  ErrnoException,
  ExceptionWithHostPort,
  UVException,
  UVExceptionWithHostPort,
  getUvMap,
  uvErrmapGet,
};
