// --why-alive: what keeps a thread's loop running. The native side notes its own references; here timers are noted, and the
// moments found at which to print.
'use strict';

const { SafeWeakMap } = primordials;
const { createHook } = require('node/async_hooks');
const timers = require('internal/timers');

// Where each timer and immediate was made.
const stacks = new SafeWeakMap();
const kPeriod = 500;
const kEvents = 8;

/** `[kind, stack, …]` of the timers and immediates that keep this thread alive. */
function describeTimers() {
  const active = timers.active();
  const list = [];
  for (let i = 0; i < active.length; i++) {
    list[list.length] = active[i] instanceof timers.Timeout ? `Timeout of ${active[i]._idleTimeout} ms` : 'Immediate';
    list[list.length] = stacks.get(active[i]) ?? '';
  }
  return list;
}

function explain(again) {
  ops.op_loop_explain(again, describeTimers());
}

/** Prints whenever the process is idle for other reasons than before, and on a signal. */
function watch(signal) {
  require('node/process').on(signal, () => explain(true));
  let before = -1;
  timers.setInterval(() => {
    const events = ops.op_loop_metrics()[kEvents];
    if (events === before) explain(false);
    before = events;
  }, kPeriod).unref();
}

/** Starts to take notes in this thread. */
function start(signal) {
  createHook({
    init(id, type, trigger, resource) {
      if (type === 'Timeout' || type === 'Immediate') stacks.set(resource, ops.op_stack_text());
    },
    trackPromises: false,
  }).enable();
  ops.op_loop_hooks_set({ describeTimers });
  if (require('internal/process/state').start().isMainThread) watch(signal);
}

module.exports = { start };
