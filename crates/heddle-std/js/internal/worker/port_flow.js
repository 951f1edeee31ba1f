// Backpressure of message ports: how much waits at the other end, and promises of its having been taken. Heddle's own.
// docs/messages.md
'use strict';

const { PromiseReject, ReflectApply, SafeWeakMap } = primordials;
const { codes } = require('internal/errors');
const { isPort, postMessage } = require('internal/worker/message_port');

// port -> { highWaterMark, first, last }: a list of the promises that wait, in the order of their messages.
const flows = new SafeWeakMap();

function flowOf(port) {
  if (!isPort(port)) throw new codes.ERR_INVALID_THIS('MessagePort');
  let flow = flows.get(port);
  if (flow === undefined) {
    flow = { __proto__: null, highWaterMark: 0, first: undefined, last: undefined };
    flows.set(port, flow);
  }
  return flow;
}

function queued(port) {
  flowOf(port);
  const waiting = ops.op_port_is_open(port) ? ops.op_port_queued(port) : undefined;
  return { messages: waiting?.[0] ?? 0, bytes: waiting?.[1] ?? 0 };
}

function getHighWaterMark(port) {
  return flowOf(port).highWaterMark;
}

function setHighWaterMark(port, bytes) {
  const flow = flowOf(port);
  require('internal/validators').validateNumber(bytes, 'highWaterMark', 0);
  flow.highWaterMark = bytes;
  settle(port);
}

/** Resolves what was taken or may wait, rejects the rest if nothing will be taken any more. */
function settle(port) {
  const flow = flows.get(port);
  if (flow === undefined || flow.first === undefined) return;
  // Armed before it is looked at, so that nothing is missed in between.
  ops.op_port_await(port, true);
  const progress = ops.op_port_is_open(port) ? ops.op_port_progress(port) : undefined;
  while (flow.first !== undefined) {
    const { messages, bytes, resolve, reject } = flow.first;
    if (progress !== undefined && (messages <= progress[2] ||
        (progress[4] && flow.highWaterMark > 0 && bytes - progress[3] <= flow.highWaterMark))) {
      resolve();
    } else if (progress === undefined || !progress[4]) {
      reject(new codes.ERR_CLOSED_MESSAGE_PORT());
    } else {
      return;
    }
    flow.first = flow.first.next;
  }
  flow.last = undefined;
  ops.op_port_await(port, false);
}

function postMessageAsync(port, args) {
  let flow;
  try {
    flow = flowOf(port);
    const open = ops.op_port_is_open(port);
    ReflectApply(postMessage, port, args);
    if (!open) throw new codes.ERR_CLOSED_MESSAGE_PORT();
  } catch (error) {
    return PromiseReject(error);
  }
  const progress = ops.op_port_is_open(port) ? ops.op_port_progress(port) : undefined;
  if (progress === undefined || !progress[4]) return PromiseReject(new codes.ERR_CLOSED_MESSAGE_PORT());
  return new primordials.Promise((resolve, reject) => {
    const entry = { __proto__: null, messages: progress[0], bytes: progress[1], resolve, reject, next: undefined };
    if (flow.last === undefined) flow.first = entry;
    else flow.last.next = entry;
    flow.last = entry;
    ops.op_port_watch(port);
    settle(port);
  });
}

module.exports = { getHighWaterMark, postMessageAsync, queued, setHighWaterMark, settle };
