// Promises as asynchronous resources, for hooks that want to know of them: identities, and what the engine tells of a
// promise's life. Loaded with the first such hook; the engine tells nothing unless one is enabled.
//
// What the engine does not tell: which promise `then` was called on, so the trigger of a promise is the resource that runs
// as it is made; and `await` makes no promise of its own, so an async function goes on as the promise that it returned.
'use strict';

const { SafeFinalizationRegistry } = primordials;
const state = require('internal/async_state');
const { kAfter, kBefore, kMade, kSettled, listen } = require('internal/promise_events');

class Given {
  constructor(promise) {
    return promise;
  }
}
/** Private fields on promises that others made. */
class Identity extends Given {
  #id;
  #trigger;
  constructor(promise, id, trigger) {
    super(promise);
    this.#id = id;
    this.#trigger = trigger;
  }
  static has(promise) {
    return #id in promise;
  }
  static id(promise) {
    return promise.#id;
  }
  static trigger(promise) {
    return promise.#trigger;
  }
}

// One made before anyone wanted to know gets its identity when it is first met.
function idOf(promise) {
  if (!Identity.has(promise)) new Identity(promise, ++state.lastId, 0);
  return Identity.id(promise);
}

let collected;
function watch(promise, id) {
  collected ??= new SafeFinalizationRegistry((gone) => state.hooks?.destroy(gone));
  collected.register(promise, id);
}

/** `emit`: who calls the hooks; it has init, before, after and resolve, and `watches()`: whether any wants `destroy`. */
let emit = null;
let stopListening = null;
// What the jobs under way interrupted.
const outer = [];

function made(promise) {
  const id = ++state.lastId;
  const trigger = state.executionId;
  new Identity(promise, id, trigger);
  emit.init(id, 'PROMISE', trigger, promise);
  if (emit.watches()) watch(promise, id);
}

function jobStarts(promise) {
  const { executionId, triggerId, resource } = state;
  outer[outer.length] = { executionId, triggerId, resource };
  const id = idOf(promise);
  state.executionId = id;
  state.triggerId = Identity.trigger(promise);
  state.resource = promise;
  emit.before(id);
}

function jobEnded(promise) {
  if (emit !== null) emit.after(idOf(promise));
  const { executionId, triggerId, resource } = outer[outer.length - 1];
  outer.length--;
  state.executionId = executionId;
  state.triggerId = triggerId;
  state.resource = resource;
  if (emit === null) update();
}

function onPromise(kind, promise) {
  if (kind === kAfter) jobEnded(promise);
  else if (emit === null) return;
  else if (kind === kMade) made(promise);
  else if (kind === kBefore) jobStarts(promise);
  else if (kind === kSettled) emit.resolve(idOf(promise));
}

// The end of a job whose start was told is told in any case.
function update() {
  const tell = emit !== null || outer.length > 0;
  if (tell === (stopListening !== null)) return;
  if (tell) {
    stopListening = listen(onPromise);
  } else {
    stopListening();
    stopListening = null;
  }
}

/** Who is told from now on; null: nobody. */
function setEmitter(emitter) {
  emit = emitter;
  update();
}

module.exports = { setEmitter };
