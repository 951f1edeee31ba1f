'use strict';
// How a socket gets its connection: names are looked up, and a host's addresses are tried one after the other.
// https://nodejs.org/api/net.html#socketconnectoptions-connectlistener

const { ArrayPrototypePush, MathMax, Symbol } = primordials;
const {
  codes: {
    ERR_INVALID_ADDRESS_FAMILY, ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS, ERR_IP_BLOCKED, ERR_SOCKET_CONNECTION_TIMEOUT,
  },
  ExceptionWithHostPort, NodeAggregateError,
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInt32, validateNumber, validatePort, validateString } =
  require('internal/validators');
const { TCP } = require('internal/net/handle');
const { isIP } = require('internal/net/ip');
const { attach, kBound } = require('internal/net/socket');
const { applyOptions } = require('internal/net/socket_options');
const { nextTick } = require('internal/ticks');

const kNormalized = Symbol('normalizedArgs');
const ETIMEDOUT = -110;
const AI_ADDRCONFIG = 0x20;
const settings = { __proto__: null, auto: undefined, attemptTimeout: undefined };

/** Whether hosts with several addresses have them tried in turn. https://nodejs.org/api/net.html#netgetdefaultautoselectfamily */
function getDefaultAutoSelectFamily() {
  settings.auto ??= require('internal/options').getOptionValue('--network-family-autoselection') ?? true;
  return settings.auto;
}

function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  settings.auto = value;
}

function getDefaultAutoSelectFamilyAttemptTimeout() {
  settings.attemptTimeout ??= require('internal/options').getOptionValue('--network-family-autoselection-attempt-timeout') || 500;
  return settings.attemptTimeout;
}

function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  settings.attemptTimeout = MathMax(10, value);
}

function isPipeName(value) {
  return typeof value === 'string' && !(+value >= 0);
}

/** `(options | port | path, host?, callback?)` -> [options, callback | null] */
function normalizeArgs(args) {
  let options = {};
  const first = args[0];
  if (typeof first === 'object' && first !== null) {
    options = first;
  } else if (isPipeName(first)) {
    options.path = first;
  } else if (args.length > 0) {
    options.port = first;
    if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
  }
  const last = args[args.length - 1];
  const normalized = [options, typeof last === 'function' ? last : null];
  normalized[kNormalized] = true;
  return normalized;
}

/** Begins. `socket.connecting` is true already. */
function connectSocket(socket, isPipe, options) {
  if (isPipe) attempt(socket, { address: options.path }, (error) => settled(socket, error));
  else lookUp(socket, options);
}

function connectError(status, { address, port, localAddress, localPort }) {
  const local = localAddress && localPort ? `${localAddress}:${localPort}` : undefined;
  return new ExceptionWithHostPort(status, 'connect', address, port, local);
}

function settled(socket, error) {
  if (socket.destroyed || !socket.connecting) return;
  if (error) {
    socket.destroy(error);
    return;
  }
  socket.connecting = false;
  socket._sockname = null;
  applyOptions(socket);
  socket._unrefTimer();
  socket.emit('connect');
  socket.emit('ready');
  if (socket.readable && !socket.isPaused() && socket._handle) socket.read(0);
}

/** One try. `done(error)` is called later, once, unless the socket was destroyed. */
function attempt(socket, target, done) {
  const { address, port, family, localAddress, localPort } = target;
  const later = (error) => nextTick(() => {
    if (!socket.destroyed) done(error);
  });
  const handle = socket._handle;
  if (family !== undefined && require('internal/net/addresses').isBlocked(socket.blockList, address, family)) {
    later(new ERR_IP_BLOCKED(address));
    return;
  }
  try {
    if ((localAddress !== undefined || localPort !== undefined) && !socket[kBound]) {
      const from = localAddress ?? (family === 6 ? '::' : '0.0.0.0');
      const status = handle.bindTo(from, localPort ?? 0, false, false);
      if (status) {
        later(new ExceptionWithHostPort(status, 'bind', from, localPort));
        return;
      }
    }
    const status = handle.connectTo(address, port, (outcome) => {
      if (socket.destroyed || socket._handle !== handle) return;
      done(outcome === 0 ? null : connectError(outcome, target));
    });
    if (status) later(connectError(status, target));
  } catch (error) {
    // The worker's permissions deny it.
    later(error);
  }
}

function lookUp(socket, options) {
  const { localAddress, localPort } = options;
  let { port } = options;
  const host = options.host || 'localhost';
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  port |= 0;
  if (options.autoSelectFamily != null) validateBoolean(options.autoSelectFamily, 'options.autoSelectFamily');
  const auto = options.autoSelectFamily ?? getDefaultAutoSelectFamily();
  let timeout = options.autoSelectFamilyAttemptTimeout;
  if (timeout !== undefined) {
    validateInt32(timeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    timeout = MathMax(10, timeout);
  } else {
    timeout = getDefaultAutoSelectFamilyAttemptTimeout();
  }
  const target = { __proto__: null, host, port, localAddress, localPort, timeout };

  const literal = isIP(host);
  if (literal !== 0) {
    nextTick(() => {
      if (socket.connecting) one(socket, target, host, literal);
    });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  validateString(host, 'options.host');
  const query = { family: options.family, hints: options.hints || 0 };
  if (query.family === 'IPv4') query.family = 4;
  if (query.family === 'IPv6') query.family = 6;
  const anyFamily = query.family !== 4 && query.family !== 6;
  if (anyFamily && query.hints === 0) query.hints = AI_ADDRCONFIG;
  socket._host = host;
  const lookup = options.lookup || require('internal/dns/lookup').lookup;
  const all = auto && anyFamily && !localAddress;
  if (all) query.all = true;
  lookup(host, query, (error, found, family) => answered(socket, target, all, error, found, family));
}

function answered(socket, target, all, error, found, family) {
  const { host } = target;
  const fail = (reason) => nextTick(() => {
    if (!socket.destroyed) socket.destroy(reason);
  });
  if (!all) {
    socket.emit('lookup', error, found, family, host);
    if (!socket.connecting) return;
    if (error) fail(error);
    else if (!isIP(found)) fail(new ERR_INVALID_IP_ADDRESS(found));
    else if (family !== 4 && family !== 6) fail(new ERR_INVALID_ADDRESS_FAMILY(family, host, target.port));
    else one(socket, target, found, family);
    return;
  }
  if (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    if (socket.connecting) fail(error);
    return;
  }
  const families = { __proto__: null, 4: [], 6: [] };
  let firstFamily;
  for (let i = 0; i < found.length; i++) {
    const { address, family: kind } = found[i];
    socket.emit('lookup', error, address, kind, host);
    if (!socket.connecting) return;
    if (!isIP(address) || (kind !== 4 && kind !== 6)) continue;
    firstFamily ??= kind;
    ArrayPrototypePush(families[kind], address);
  }
  if (firstFamily === undefined) {
    const { address, family: kind } = found[0] ?? {};
    fail(isIP(address) ? new ERR_INVALID_ADDRESS_FAMILY(kind, host, target.port) : new ERR_INVALID_IP_ADDRESS(address));
    return;
  }
  // Alternately, beginning with the kind that the resolver gave first.
  const addresses = [];
  const other = firstFamily === 4 ? 6 : 4;
  for (let i = 0; i < MathMax(families[4].length, families[6].length); i++) {
    if (i < families[firstFamily].length) ArrayPrototypePush(addresses, { address: families[firstFamily][i], family: firstFamily });
    if (i < families[other].length) ArrayPrototypePush(addresses, { address: families[other][i], family: other });
  }
  if (addresses.length === 1) one(socket, target, addresses[0].address, addresses[0].family);
  else several(socket, target, addresses);
}

function one(socket, target, address, family) {
  const { port, localAddress, localPort } = target;
  socket._unrefTimer();
  attempt(socket, { address, port, family, localAddress, localPort }, (error) => settled(socket, error));
}

// https://www.rfc-editor.org/rfc/rfc8305, with one attempt at a time as Node has it.
function several(socket, target, addresses) {
  const { port, localPort, timeout } = target;
  const errors = [];
  const attempted = [];
  socket.autoSelectFamilyAttemptedAddresses = attempted;
  let index = 0;
  const next = () => {
    if (socket.destroyed || !socket.connecting) return;
    if (index === addresses.length) {
      settled(socket, errors.length === 1 ? errors[0] : new NodeAggregateError(errors));
      return;
    }
    const { address, family } = addresses[index++];
    if (index > 1) renew(socket);
    ArrayPrototypePush(attempted, `${address}:${port}`);
    socket.emit('connectionAttempt', address, port, family);
    if (socket.destroyed || !socket.connecting) return;
    let over = false;
    let timer;
    const failed = (error) => {
      over = true;
      timer?.close();
      ArrayPrototypePush(errors, error);
      next();
    };
    attempt(socket, { address, port, family, localPort }, (error) => {
      if (over) return;
      if (error) {
        socket.emit('connectionAttemptFailed', address, port, family, error);
        failed(error);
        return;
      }
      over = true;
      timer?.close();
      settled(socket, null);
    });
    if (index < addresses.length) {
      timer = require('node/timers').setTimeout(() => {
        if (over || socket.destroyed) return;
        socket.emit('connectionAttemptTimeout', address, port, family);
        failed(connectError(ETIMEDOUT, { address, port }));
      }, timeout);
    }
  };
  next();
}

// A socket that failed to connect cannot be used again.
function renew(socket) {
  const refed = socket._handle.hasRef();
  socket._handle.close();
  socket._handle = new TCP();
  if (!refed) socket._handle.unref();
  attach(socket);
}

module.exports = {
  connectSocket, getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout, isPipeName, kNormalized, normalizeArgs,
  setDefaultAutoSelectFamily, setDefaultAutoSelectFamilyAttemptTimeout,
};
