// A worker that is asked to end: what its own program gets to see of that. docs/exits.md
'use strict';

const { codes } = require('internal/errors');

// Made when the program asks for its signal.
let controller;
let reason;

function tell(why) {
  if (reason !== undefined) return;
  reason = why;
  if (controller !== undefined) controller.abort(why);
}

/** Hook: the parent called worker.stop(). */
function asked() {
  const { DOMException } = require('web/dom_exception');
  tell(new DOMException('The worker was asked to stop', 'AbortError'));
  // A program that takes no notice of signals ends when it has done what it is doing: it waits for no more messages.
  if (controller === undefined) require('internal/worker/parent').releasePort();
}

/** Hook: a limit is nearly used up. */
function limitNear(value) {
  const [limit, used, max] = value;
  const error = new codes.ERR_WORKER_NEAR_LIMIT(limit, max);
  error.limit = limit;
  error.used = used;
  error.max = max;
  tell(error);
}

/** The signal of `heddle:worker`. */
function signal() {
  if (controller === undefined) {
    const { AbortController } = require('web/abort');
    controller = new AbortController();
    if (reason !== undefined) controller.abort(reason);
  }
  return controller.signal;
}

module.exports = { asked, limitNear, signal };
