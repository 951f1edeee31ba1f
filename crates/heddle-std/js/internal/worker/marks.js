// What markAsUntransferable() and markAsUncloneable() were called with; small, since Buffer's pool needs it.
// https://nodejs.org/api/worker_threads.html#workermarkasuntransferableobject
'use strict';

const { SafeWeakSet } = primordials;

const marks = {
  __proto__: null,
  untransferable: new SafeWeakSet(),
  uncloneable: new SafeWeakSet(),
  /** Whether `uncloneable` was ever added to: only then are messages searched for its members. */
  anyUncloneable: false,
};

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** The object can no longer stand in a transfer list. */
function markAsUntransferable(object) {
  if (isObject(object)) marks.untransferable.add(object);
}

function isMarkedAsUntransferable(object) {
  return isObject(object) && marks.untransferable.has(object);
}

/** The object can no longer be cloned into a message. Buffers and their views can all the same. */
function markAsUncloneable(object) {
  if (!isObject(object)) return;
  marks.anyUncloneable = true;
  marks.uncloneable.add(object);
}

module.exports = { marks, markAsUntransferable, isMarkedAsUntransferable, markAsUncloneable };
