// What markAsUntransferable() and markAsUncloneable() were called with; small, since Buffer's pool needs it.
// https://nodejs.org/api/worker_threads.html#workermarkasuntransferableobject
'use strict';

// Made when something is marked.
let untransferable;
let uncloneable;

const marks = {
  __proto__: null,
  isUntransferable: (object) => untransferable !== undefined && untransferable.has(object),
  isUncloneable: (object) => uncloneable !== undefined && uncloneable.has(object),
  /** Whether anything was ever marked untransferable. */
  anyUntransferable: false,
  /** Whether anything was ever marked uncloneable: only then are messages searched for it. */
  anyUncloneable: false,
};

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** The object can no longer stand in a transfer list. */
function markAsUntransferable(object) {
  if (!isObject(object)) return;
  marks.anyUntransferable = true;
  (untransferable ??= new primordials.SafeWeakSet()).add(object);
}

function isMarkedAsUntransferable(object) {
  return isObject(object) && marks.isUntransferable(object);
}

/** The object can no longer be cloned into a message. Buffers and their views can all the same. */
function markAsUncloneable(object) {
  if (!isObject(object)) return;
  marks.anyUncloneable = true;
  (uncloneable ??= new primordials.SafeWeakSet()).add(object);
}

module.exports = { marks, markAsUntransferable, isMarkedAsUntransferable, markAsUncloneable };
