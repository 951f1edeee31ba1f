// What the engine tells of promises, for those who want to know; it tells nothing while nobody does.
'use strict';

const { ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSplice } = primordials;

// What the engine tells.
const kMade = 0;
const kSettled = 1;
const kBefore = 2;
const kAfter = 3;

// Replaced when it changes, since listeners come and go while they are told.
let listeners = [];

function onPromise(kind, promise) {
  const list = listeners;
  // What surrounds a job ends in the opposite order.
  if (kind === kAfter) for (let i = list.length - 1; i >= 0; i--) list[i](kind, promise);
  else for (let i = 0; i < list.length; i++) list[i](kind, promise);
}

function set(list) {
  listeners = list;
  ops.op_promise_hook_set(list.length === 0 ? undefined : list.length === 1 ? list[0] : onPromise);
}

/** Calls `listener(kind, promise)` from now on, until the function that is returned is called. */
function listen(listener) {
  const list = ArrayPrototypeSlice(listeners);
  ArrayPrototypePush(list, listener);
  set(list);
  return () => {
    const index = ArrayPrototypeIndexOf(listeners, listener);
    if (index < 0) return;
    const rest = ArrayPrototypeSlice(listeners);
    ArrayPrototypeSplice(rest, index, 1);
    set(rest);
  };
}

module.exports = { kAfter, kBefore, kMade, kSettled, listen };
