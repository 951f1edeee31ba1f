// Hooks into the life of promises. https://nodejs.org/api/v8.html#promise-hooks
'use strict';

const { ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSplice } = primordials;
const { validatePlainFunction } = require('internal/validators');
const { kAfter, kBefore, kMade, kSettled, listen } = require('internal/promise_events');

// By kind, as the engine tells them.
const hooks = { __proto__: null, [kMade]: [], [kSettled]: [], [kBefore]: [], [kAfter]: [] };
let count = 0;
let stopListening;

function onPromise(kind, promise) {
  if (hooks[kind].length === 0) return;
  const list = ArrayPrototypeSlice(hooks[kind]);
  // The rest is called whatever one of them throws.
  const errors = [];
  for (let i = 0; i < list.length; i++) {
    try {
      const hook = list[i];
      if (kind === kMade) hook(promise, undefined);
      else hook(promise);
    } catch (error) {
      ArrayPrototypePush(errors, error);
    }
  }
  const { triggerUncaught } = require('internal/ticks');
  for (let i = 0; i < errors.length; i++) triggerUncaught(errors[i], false);
}

function add(kind, name, hook) {
  validatePlainFunction(hook, `${name}Hook`);
  const list = hooks[kind];
  ArrayPrototypePush(list, hook);
  if (count++ === 0) stopListening = listen(onPromise);
  return () => {
    const index = ArrayPrototypeIndexOf(list, hook);
    if (index < 0) return;
    ArrayPrototypeSplice(list, index, 1);
    if (--count === 0) stopListening();
  };
}

const onInit = (init) => add(kMade, 'init', init);
const onBefore = (before) => add(kBefore, 'before', before);
const onAfter = (after) => add(kAfter, 'after', after);
const onSettled = (settled) => add(kSettled, 'settled', settled);

/** All at once; what it returns removes them. */
function createHook({ init, before, after, settled } = { __proto__: null }) {
  const stops = [];
  if (init) ArrayPrototypePush(stops, onInit(init));
  if (before) ArrayPrototypePush(stops, onBefore(before));
  if (after) ArrayPrototypePush(stops, onAfter(after));
  if (settled) ArrayPrototypePush(stops, onSettled(settled));
  return () => {
    for (let i = 0; i < stops.length; i++) stops[i]();
  };
}

module.exports = { promiseHooks: { createHook, onInit, onBefore, onAfter, onSettled } };
