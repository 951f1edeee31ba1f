// postMessageToThread: a message to any thread of the process, which gets it as the event 'workerMessage' of its process.
// https://nodejs.org/api/worker_threads.html#workerpostmessagetothreadthreadid-value-transferlist-timeout
'use strict';

const { PromiseWithResolvers, SafeMap } = primordials;
const { codes } = require('internal/errors');

// What the native side answers.
const outcomes = [undefined, 'ERR_WORKER_MESSAGING_FAILED', 'ERR_WORKER_MESSAGING_ERRORED'];
// A longer time-out cannot be told from none.
const kLongest = 2 ** 31 - 1;

const waiting = new SafeMap();

function settle(id, code) {
  const entry = waiting.get(id);
  if (entry === undefined) return;
  waiting.delete(id);
  if (entry.timer !== undefined) require('internal/timers').clearTimeout(entry.timer);
  if (code === undefined) entry.resolve();
  else entry.reject(new codes[code]());
}

function timeOut(id) {
  ops.op_thread_forget(id);
  settle(id, 'ERR_WORKER_MESSAGING_TIMEOUT');
}

const hooks = { __proto__: null, onThreadReply(id, outcome) { settle(id, outcomes[outcome]); } };

async function postMessageToThread(threadId, value, transferList, timeout) {
  if (typeof transferList === 'number' && timeout === undefined) {
    timeout = transferList;
    transferList = undefined;
  }
  if (timeout !== undefined) require('internal/validators').validateNumber(timeout, 'timeout', 0);
  if (threadId === require('internal/process/state').start().threadId) throw new codes.ERR_WORKER_MESSAGING_SAME_THREAD();
  ops.op_loop_hooks_set(hooks);
  const list = require('internal/worker/transfer').transferList(transferList);
  const id = require('internal/worker/platform').cloning(value, () => ops.op_thread_post(threadId, value, list));
  if (id === undefined) throw new codes.ERR_WORKER_MESSAGING_FAILED();
  const { promise, resolve, reject } = PromiseWithResolvers();
  const entry = { __proto__: null, resolve, reject, timer: undefined };
  waiting.set(id, entry);
  if (timeout === 0) timeOut(id);
  else if (timeout <= kLongest) entry.timer = require('internal/timers').setUnrefTimeout(() => timeOut(id), timeout);
  await promise;
}

/** In the thread that a message was sent to: whether anybody listens. */
function receive(value, source) {
  // Ports in the message belong to no message event.
  require('internal/worker/message_port').takeArrived();
  const process = require('internal/process_global').made();
  return process !== undefined && process.emit('workerMessage', value, source);
}

module.exports = { postMessageToThread, receive };
