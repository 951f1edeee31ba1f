// node:worker_threads. https://nodejs.org/api/worker_threads.html
'use strict';

const { ObjectDefineProperty } = primordials;
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
function moveMessagePortToContext(port, contextifiedSandbox) {
  const { typeError } = require('internal/worker/platform');
  const fail = (message) => typeError(message, 'ERR_INVALID_ARG_TYPE', moveMessagePortToContext);
  if (!require('internal/worker/message_port').isPort(port)) throw fail('The "port" argument must be a MessagePort instance');
  if (typeof contextifiedSandbox !== 'object' || contextifiedSandbox === null) throw fail('Invalid context argument');
  const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
  const error = new ERR_METHOD_NOT_IMPLEMENTED('worker_threads.moveMessagePortToContext()');
  error.message += ': there is no node:vm yet, and so there are no contexts';
  throw error;
}

module.exports = {
  isInternalThread: false,
  isMainThread: parent.isMainThread,
  markAsUntransferable,
  isMarkedAsUntransferable,
  markAsUncloneable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  SHARE_ENV: require('internal/worker/share_env').SHARE_ENV,
  threadId: start().threadId,
  threadName: start().name,
};

// Made on first touch; programs may replace them.
function lazy(name, get) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null,
    get,
    set(value) {
      ObjectDefineProperty(module.exports, name, {
        __proto__: null, value, configurable: true, enumerable: true, writable: true,
      });
    },
    configurable: true,
    enumerable: true,
  });
}
lazy('BroadcastChannel', () => require('internal/worker/broadcast_channel').BroadcastChannel);
lazy('getEnvironmentData', () => require('internal/worker/environment_data').getEnvironmentData);
lazy('setEnvironmentData', () => require('internal/worker/environment_data').setEnvironmentData);
lazy('locks', () => require('internal/worker/locks').locks);
lazy('MessageChannel', () => require('internal/worker/message_channel').MessageChannel);
lazy('MessagePort', () => require('internal/worker/message_port').MessagePort);
lazy('parentPort', () => parent.parentPort);
lazy('postMessageToThread', () => require('internal/worker/thread_message').postMessageToThread);
lazy('resourceLimits', () => parent.resourceLimits);
lazy('Worker', () => require('internal/worker/worker').Worker);
lazy('workerData', () => parent.workerData);
