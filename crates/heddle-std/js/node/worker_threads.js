// node:worker_threads. https://nodejs.org/api/worker_threads.html
'use strict';

const { ObjectDefineProperties } = primordials;
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

function moveMessagePortToContext() {
  const { codes } = require('internal/errors');
  throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('worker_threads.moveMessagePortToContext (node:vm contexts are not supported yet)');
}

module.exports = {
  isInternalThread: false,
  isMainThread: parent.isMainThread,
  markAsUntransferable,
  isMarkedAsUntransferable,
  markAsUncloneable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  resourceLimits: {},
  SHARE_ENV: require('internal/worker/share_env').SHARE_ENV,
  threadId: start().threadId,
  threadName: start().name,
};

const lazy = (get) => ({ __proto__: null, get, configurable: true, enumerable: true });
ObjectDefineProperties(module.exports, {
  __proto__: null,
  BroadcastChannel: lazy(() => require('internal/worker/broadcast_channel').BroadcastChannel),
  getEnvironmentData: lazy(() => require('internal/worker/environment_data').getEnvironmentData),
  setEnvironmentData: lazy(() => require('internal/worker/environment_data').setEnvironmentData),
  MessageChannel: lazy(() => require('internal/worker/message_channel').MessageChannel),
  MessagePort: lazy(() => require('internal/worker/message_port').MessagePort),
  parentPort: lazy(() => parent.parentPort),
  Worker: lazy(() => require('internal/worker/worker').Worker),
  workerData: lazy(() => parent.workerData),
});
