'use strict';
// What can be set of a socket: its timeout, and options of the connection, which may be set before there is one.
// https://nodejs.org/api/net.html#socketsettimeouttimeout-callback

const { Boolean, NumberIsFinite, NumberIsNaN, Symbol } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE }, ErrnoException } = require('internal/errors');
const { validateFunction, validateInt32, validateNumber } = require('internal/validators');

const kTimeout = Symbol('timeout');
const kOptions = Symbol('options');
const kWaiting = Symbol('lastWriteQueueSize');
const TIMEOUT_MAX = 2 ** 31 - 1;

function duration(msecs) {
  validateNumber(msecs, 'msecs');
  if (msecs < 0 || !NumberIsFinite(msecs)) throw new ERR_OUT_OF_RANGE('msecs', 'a non-negative finite number', msecs);
  if (msecs <= TIMEOUT_MAX) return msecs;
  require('node/process').emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${TIMEOUT_MAX}.`,
                      'TimeoutOverflowWarning');
  return TIMEOUT_MAX;
}

/** Applies what was set before there was a connection. */
function applyOptions(socket) {
  const { noDelay, keepAlive, delay, interval, count, tos } = socket[kOptions];
  const handle = socket._handle;
  if (noDelay && handle.setNoDelay) handle.setNoDelay(true);
  if (keepAlive && handle.setKeepAlive) handle.setKeepAlive(true, delay, interval, count);
  if (tos !== undefined && handle.setTypeOfService) handle.setTypeOfService(tos);
}

/** Gives a prototype the methods. */
function addTo(methods) {
  // ---- timeout -------------------------------------------------------------------------------------------------------

  methods.setTimeout = function setTimeout(msecs, callback) {
    if (this.destroyed) return this;
    this.timeout = msecs;
    msecs = duration(msecs);
    if (this[kTimeout]) {
      this[kTimeout].close();
      this[kTimeout] = null;
    }
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (msecs === 0) {
      if (callback !== undefined) this.removeListener('timeout', callback);
      return this;
    }
    this[kTimeout] = require('node/timers').setTimeout(() => this._onTimeout(), msecs).unref();
    if (callback !== undefined) this.once('timeout', callback);
    return this;
  };

  methods._onTimeout = function _onTimeout() {
    const waiting = this._handle?.writeQueueSize ?? 0;
    // A slow write that gets on is no idleness.
    if (this[kWaiting] > 0 && waiting !== this[kWaiting]) {
      this[kWaiting] = waiting;
      this._unrefTimer();
      return;
    }
    this.emit('timeout');
  };

  methods._unrefTimer = function _unrefTimer() {
    for (let socket = this; socket != null; socket = socket._parent) {
      const timer = socket[kTimeout];
      if (timer && !timer._destroyed) timer.refresh();
      else if (timer) socket.setTimeout(socket.timeout);
    }
  };

  // ---- options of the connection -------------------------------------------------------------------------------------

  methods.setNoDelay = function setNoDelay(enable) {
    enable = Boolean(enable === undefined ? true : enable);
    const options = this[kOptions];
    if (this._handle?.setNoDelay && enable !== options.noDelay) this._handle.setNoDelay(enable);
    options.noDelay = enable;
    return this;
  };

  methods.setKeepAlive = function setKeepAlive(enable, initialDelay, interval, count) {
    if (enable !== null && typeof enable === 'object') ({ enable, initialDelay, interval, count } = enable);
    const options = this[kOptions];
    const wanted = {
      enable: Boolean(enable), delay: ~~(initialDelay / 1000), interval: interval === undefined ? undefined : ~~(interval / 1000), count,
    };
    const changed = wanted.enable !== options.keepAlive || (wanted.enable &&
      (wanted.delay !== options.delay || wanted.interval !== options.interval || wanted.count !== options.count));
    options.keepAlive = wanted.enable;
    options.delay = wanted.delay;
    options.interval = wanted.interval;
    options.count = wanted.count;
    if (changed && this._handle?.setKeepAlive) {
      this._handle.setKeepAlive(wanted.enable, wanted.delay, wanted.interval, count);
    }
    return this;
  };

  methods.setTypeOfService = function setTypeOfService(tos) {
    if (NumberIsNaN(tos)) throw new ERR_INVALID_ARG_TYPE('tos', 'number', tos);
    validateInt32(tos, 'tos', 0, 255);
    const options = this[kOptions];
    if (this._handle?.setTypeOfService && tos !== options.tos) {
      const error = this._handle.setTypeOfService(tos);
      if (error) throw new ErrnoException(error, 'setTypeOfService');
    }
    options.tos = tos;
    return this;
  };

  methods.getTypeOfService = function getTypeOfService() {
    if (!this._handle?.getTypeOfService) return this[kOptions].tos ?? 0;
    const value = this._handle.getTypeOfService();
    if (value < 0) throw new ErrnoException(value, 'getTypeOfService');
    return value;
  };

  methods.ref = function ref() {
    if (!this._handle) {
      this.once('connect', this.ref);
      return this;
    }
    this._handle.ref?.();
    return this;
  };

  methods.unref = function unref() {
    if (!this._handle) {
      this.once('connect', this.unref);
      return this;
    }
    this._handle.unref?.();
    return this;
  };
}

module.exports = { addTo, applyOptions, kOptions, kTimeout, kWaiting };
