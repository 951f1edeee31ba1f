// node:worker_threads. https://nodejs.org/api/worker_threads.html
'use strict';

const { ObjectDefineProperty, SymbolFor } = primordials;
const parent = require('internal/worker/parent');
const { isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable } = require('internal/worker/marks');
const { start } = require('internal/process/state');

if (!parent.isMainThread) parent.load();

/** Takes one message from a port without its listeners: `{ message }`, or undefined. */
function receiveMessageOnPort(port) {
  if (!require('internal/worker/message_port').isPort(port)) {
    port = require('internal/worker/broadcast_channel').portOf(port);
    if (port === undefined) {
      const { typeError } = require('internal/worker/platform');
      throw typeError('The "port" argument must be a MessagePort instance', 'ERR_INVALID_ARG_TYPE', receiveMessageOnPort);
    }
  }
  const received = ops.op_port_is_open(port) ? ops.op_port_receive(port) : undefined;
  require('internal/worker/message_port').takeArrived();
  return received === undefined ? undefined : { message: received[0] };
}

/** Ports are moved to contexts of node:vm, of which there are none yet. */
function moveMessagePortToContext(port = undefined, contextifiedSandbox = undefined) {
  const { typeError } = require('internal/worker/platform');
  const fail = (message) => typeError(message, 'ERR_INVALID_ARG_TYPE', moveMessagePortToContext);
  if (!require('internal/worker/message_port').isPort(port)) throw fail('The "port" argument must be a MessagePort instance');
  if (typeof contextifiedSandbox !== 'object' || contextifiedSandbox === null) throw fail('Invalid context argument');
  const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
  const error = new ERR_METHOD_NOT_IMPLEMENTED('worker_threads.moveMessagePortToContext()');
  error.message += ': there is no node:vm yet, and so there are no contexts';
  throw error;
}

// Programs may replace what is made on first touch.
function replace(name, value) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null, value, configurable: true, enumerable: true, writable: true,
  });
}

module.exports = {
  isInternalThread: false,
  isMainThread: parent.isMainThread,
  markAsUntransferable,
  isMarkedAsUntransferable,
  markAsUncloneable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  SHARE_ENV: SymbolFor('nodejs.worker_threads.SHARE_ENV'),
  threadId: start().threadId,
  threadName: start().name,
  get BroadcastChannel() { return require('internal/worker/broadcast_channel').BroadcastChannel; },
  set BroadcastChannel(value) { replace('BroadcastChannel', value); },
  get getEnvironmentData() { return require('internal/worker/environment_data').getEnvironmentData; },
  set getEnvironmentData(value) { replace('getEnvironmentData', value); },
  get setEnvironmentData() { return require('internal/worker/environment_data').setEnvironmentData; },
  set setEnvironmentData(value) { replace('setEnvironmentData', value); },
  get locks() { return require('internal/worker/locks').locks; },
  set locks(value) { replace('locks', value); },
  get MessageChannel() { return require('internal/worker/message_channel').MessageChannel; },
  set MessageChannel(value) { replace('MessageChannel', value); },
  get MessagePort() { return require('internal/worker/message_port').MessagePort; },
  set MessagePort(value) { replace('MessagePort', value); },
  get parentPort() { return parent.parentPort; },
  set parentPort(value) { replace('parentPort', value); },
  get postMessageToThread() { return require('internal/worker/thread_message').postMessageToThread; },
  set postMessageToThread(value) { replace('postMessageToThread', value); },
  get resourceLimits() { return parent.resourceLimits; },
  set resourceLimits(value) { replace('resourceLimits', value); },
  get Worker() { return require('internal/worker/worker').Worker; },
  set Worker(value) { replace('Worker', value); },
  get workerData() { return parent.workerData; },
  set workerData(value) { replace('workerData', value); },
};
