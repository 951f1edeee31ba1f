// Why a program ended: what `exitReason` of heddle:process tells. docs/exits.md
'use strict';

const { SafeWeakMap } = primordials;

// By child, or by result or error of the synchronous functions.
const reasons = new SafeWeakMap();
// What this process did to a child that still runs.
const causes = new SafeWeakMap();

// Kills for lack of memory that are accounted for. Read before the first program can be killed so.
let oomKills;

/** Before a program is started. */
function begin() {
  oomKills ??= ops.op_child_oom_kills();
}

/** A child was ended for a reason of this process: 'timeout', 'abort' or 'max-buffer'. The first counts. */
function noteCause(child, cause) {
  if (!causes.has(child) && !reasons.has(child)) causes.set(child, cause);
}

// Whether the kernel has killed somebody for lack of memory since it was last asked.
function killedForMemory() {
  const now = ops.op_child_oom_kills();
  if (now <= oomKills) return false;
  oomKills++;
  return true;
}

function reasonOf(code, signal, wasKilled) {
  if (signal === 'SIGKILL' && !wasKilled && killedForMemory()) return 'out-of-memory';
  if (signal !== null) return 'signal';
  return code === null ? 'unknown' : 'exit';
}

/** A child has ended, or did not start. */
function childEnded(child, code, signal) {
  reasons.set(child, code !== null && code < 0 ? 'not-started' : causes.get(child) ?? reasonOf(code, signal, child.killed));
}

/** A synchronous function has come to a result. */
function resultMade(result) {
  let reason;
  if (result.pid === 0) reason = 'not-started';
  else if (result.error?.code === 'ETIMEDOUT') reason = 'timeout';
  else if (result.error?.code === 'ENOBUFS') reason = 'max-buffer';
  else reason = reasonOf(result.status, result.signal, result.error !== undefined);
  reasons.set(result, reason);
}

/** What holds for a result holds for the error that is made of it. */
function sameAs(error, result) {
  reasons.set(error, reasons.get(result));
}

function exitReason(subject) {
  return reasons.get(subject);
}

module.exports = { begin, childEnded, exitReason, noteCause, resultMade, sameAs };
