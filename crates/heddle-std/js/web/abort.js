// AbortController and AbortSignal. https://dom.spec.whatwg.org/#aborting-ongoing-activities
//
// What keeps what alive: a dependent signal (AbortSignal.any) holds its sources, a source holds its dependents weakly,
// unless somebody listens to them; a time-out's timer holds its signal weakly, unless somebody observes it. So neither
// a long-lived source nor a far time-out keeps a forgotten signal.
'use strict';

const {
  ObjectDefineProperties, ReflectConstruct, SafeFinalizationRegistry, SafeSet, SafeWeakRef, Symbol, SymbolFor, SymbolIterator,
  SymbolToStringTag,
} = primordials;
const {
  Event, EventTarget, adopt, defineEventHandler, kMaxEventTargetListeners, kNewListener, kRemoveListener,
  kResistStopPropagation, kTrustEvent, kWeakHandler,
} = require('web/event_target');
const { MarkedObject } = require('internal/worker/marked_object');
const { kClone, kTransfer, register } = require('internal/worker/platform');

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kCreate = Symbol('kCreate');
const codes = () => require('internal/errors').codes;
const abortError = () => new (require('web/dom_exception').DOMException)('This operation was aborted', 'AbortError');

function customInspect(self, fields, depth, options) {
  if (depth < 0) return self;
  const { inspect } = require('internal/util/inspect');
  return `${self.constructor.name} ${inspect(fields, {
    ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1,
  })}`;
}

// Signals of pending time-outs that somebody observes.
const observedTimeouts = new SafeSet();
let timeoutRegistry;
let dependentRegistry;

let abortSignal;
let makeTransferable;

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  // A dependent's sources; a source's dependents (weak references), and those of them that are observed.
  #sources = undefined;
  #dependents = undefined;
  #observed = undefined;
  #listeners = 0;
  #pendingTimeout = false;
  #transferable = false;

  constructor(key = undefined) {
    if (key !== kCreate) throw new (codes().ERR_ILLEGAL_CONSTRUCTOR)();
    // Structured clone asks about it: see below.
    adopt(ReflectConstruct(MarkedObject, [], new.target));
    super();
    // Many listeners of one signal are no sign of a leak.
    this[kMaxEventTargetListeners] = 0;
  }

  static {
    abortSignal = (signal, reason) => AbortSignal.#abort(signal, reason);
    makeTransferable = (signal) => { signal.#transferable = true; };
  }

  static #check(signal) {
    if (signal === null || typeof signal !== 'object' || !(#aborted in signal)) {
      throw new (codes().ERR_INVALID_THIS)('AbortSignal');
    }
  }

  get aborted() {
    AbortSignal.#check(this);
    return this.#aborted;
  }
  get reason() {
    AbortSignal.#check(this);
    return this.#reason;
  }
  throwIfAborted() {
    AbortSignal.#check(this);
    if (this.#aborted) throw this.#reason;
  }

  /** A signal that is aborted already. */
  static abort(reason = abortError()) {
    const signal = new AbortSignal(kCreate);
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  /** A signal that aborts after `delay` milliseconds; its timer does not keep the process alive. */
  static timeout(delay) {
    require('internal/validators').validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kCreate);
    signal.#pendingTimeout = true;
    const { clearTimeout, setUnrefTimeout } = require('internal/timers');
    const weak = new SafeWeakRef(signal);
    timeoutRegistry ??= new SafeFinalizationRegistry(clearTimeout);
    const timer = setUnrefTimeout(() => {
      const target = weak.deref();
      if (target === undefined) return;
      timeoutRegistry.unregister(weak);
      const { DOMException } = require('web/dom_exception');
      AbortSignal.#abort(target, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timeoutRegistry.register(signal, timer, weak);
    return signal;
  }

  /** A signal that aborts as soon as one of `signals` does. */
  static any(signals) {
    const { ERR_INVALID_ARG_TYPE } = codes();
    const fail = (message) => {
      const error = new ERR_INVALID_ARG_TYPE('signals', 'AbortSignal[]', signals);
      error.message = message;
      return error;
    };
    if (signals === null || typeof signals !== 'object' && typeof signals !== 'function' ||
        typeof signals[SymbolIterator] !== 'function') {
      throw fail('signals cannot be converted to sequence.');
    }
    const list = [];
    for (const signal of signals) {
      if (signal === null || typeof signal !== 'object' || !(#aborted in signal)) {
        throw fail(`signals[${list.length}] is not of type AbortSignal.`);
      }
      list[list.length] = signal;
    }
    const result = new AbortSignal(kCreate);
    for (let i = 0; i < list.length; i++) {
      if (list[i].#aborted) {
        result.#aborted = true;
        result.#reason = list[i].#reason;
        return result;
      }
    }
    result.#sources = new SafeSet();
    for (let i = 0; i < list.length; i++) AbortSignal.#addSource(result, list[i]);
    return result;
  }

  static #addSource(signal, source) {
    // A dependent's sources are taken over, so that chains stay one link long.
    if (source.#sources !== undefined) {
      source.#sources.forEach((origin) => AbortSignal.#addSource(signal, origin));
      return;
    }
    if (signal.#sources.has(source)) return;
    signal.#sources.add(source);
    const weak = new SafeWeakRef(signal);
    (source.#dependents ??= new SafeSet()).add(weak);
    dependentRegistry ??= new SafeFinalizationRegistry(({ origin, entry }) => {
      origin.deref()?.#dependents?.delete(entry);
    });
    dependentRegistry.register(signal, { origin: new SafeWeakRef(source), entry: weak });
  }

  static #abort(signal, reason) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    // All are aborted before the first listener hears of it.
    const due = [signal];
    signal.#dependents?.forEach((weak) => {
      const dependent = weak.deref();
      if (dependent === undefined || dependent.#aborted) return;
      dependent.#aborted = true;
      dependent.#reason = reason;
      due[due.length] = dependent;
    });
    for (let i = 0; i < due.length; i++) AbortSignal.#runSteps(due[i]);
  }

  static #runSteps(signal) {
    signal.dispatchEvent(new Event('abort', { __proto__: null, [kTrustEvent]: true }));
    observedTimeouts.delete(signal);
    signal.#pendingTimeout = false;
    signal.#sources?.forEach((source) => source.#observed?.delete(signal));
    signal.#dependents = undefined;
    signal.#observed = undefined;
  }

  // Called when the first observer comes and the last one goes.
  #setObserved(observed) {
    if (this.#aborted) return;
    if (this.#pendingTimeout) {
      if (observed) observedTimeouts.add(this);
      else observedTimeouts.delete(this);
    }
    this.#sources?.forEach((source) => {
      source.#observed ??= new SafeSet();
      const before = source.#listeners + source.#observed.size;
      if (observed) source.#observed.add(this);
      else source.#observed.delete(this);
      const after = source.#listeners + source.#observed.size;
      if ((before === 0) !== (after === 0)) source.#setObserved(after > 0);
    });
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    if (type !== 'abort' || weak) return;
    if (this.#listeners++ === 0 && !(this.#observed?.size > 0)) this.#setObserved(true);
  }
  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type !== 'abort' || this.#listeners === 0) return;
    // Weak listeners are not counted: when only they are left, nobody observes.
    if (--this.#listeners === 0 || size === 0) {
      this.#listeners = 0;
      if (!(this.#observed?.size > 0)) this.#setObserved(false);
    }
  }

  // Signals are cloned as plain objects, unless they can be transferred.
  get [kClone]() {
    return #aborted in this && !this.#transferable ? cloneAsPlain : undefined;
  }
  get [kTransfer]() {
    return #aborted in this && this.#transferable ? transferSignal : undefined;
  }

  [kInspect](depth, options) {
    return customInspect(this, { aborted: this.aborted }, depth, options);
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(AbortSignal.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'AbortSignal' },
  aborted: enumerable,
  reason: enumerable,
  throwIfAborted: enumerable,
});
defineEventHandler(AbortSignal.prototype, 'abort');

class AbortController {
  #signal = undefined;

  /** The signal of this controller, made when first asked for. */
  get signal() {
    return this.#signal ??= new AbortSignal(kCreate);
  }
  /** Aborts the signal; `reason` defaults to an AbortError. */
  abort(reason = abortError()) {
    abortSignal(this.#signal ??= new AbortSignal(kCreate), reason);
  }
  [kInspect](depth, options) {
    return customInspect(this, { signal: this.signal }, depth, options);
  }
}
ObjectDefineProperties(AbortController.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'AbortController' },
  signal: enumerable,
  abort: enumerable,
});

function checkSignal(signal, name) {
  if (signal === null || typeof signal !== 'object' || !(signal instanceof AbortSignal)) {
    throw new (codes().ERR_INVALID_ARG_TYPE)(name, 'AbortSignal', signal);
  }
}

/** util.transferableAbortSignal: marks the signal as one that may stand in a transfer list. */
function transferableAbortSignal(signal) {
  checkSignal(signal, 'signal');
  makeTransferable(signal);
  return signal;
}

/** util.transferableAbortController. */
function transferableAbortController() {
  const controller = new AbortController();
  makeTransferable(controller.signal);
  return controller;
}

function cloneAsPlain() {
  return ['Object', {}];
}

// A signal on its way: a port over which the reason comes once the original aborts. Neither end keeps a thread alive.
function transferSignal() {
  if (this.aborted) return ['AbortSignal', { aborted: true, reason: this.reason, port: undefined }];
  const { MessageChannel } = require('internal/worker/message_channel');
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  this.addEventListener('abort', () => {
    try {
      port1.postMessage(this.reason);
    } catch (error) {
      // A reason that cannot be cloned: that it aborts must arrive all the same.
      port1.postMessage(error);
    }
    port1.close();
  }, { __proto__: null, once: true, [kResistStopPropagation]: true });
  return ['AbortSignal', { aborted: false, reason: undefined, port: port2 }, [port2]];
}

register('AbortSignal', ({ aborted, reason, port }) => {
  const signal = aborted ? AbortSignal.abort(reason) : new AbortSignal(kCreate);
  makeTransferable(signal);
  if (aborted) return signal;
  port.once('message', (cause) => {
    abortSignal(signal, cause);
    port.close();
  });
  port.unref();
  return signal;
});

/** util.aborted: resolves when `signal` aborts, as long as `resource` is alive. */
async function aborted(signal, resource) {
  if (signal === undefined) throw new (codes().ERR_INVALID_ARG_TYPE)('signal', 'AbortSignal', signal);
  const { validateAbortSignal, validateObject } = require('internal/validators');
  validateAbortSignal(signal, 'signal');
  const { kValidateObjectAllowObjects } = require('internal/validators');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return undefined;
  const { promise, resolve } = primordials.PromiseWithResolvers();
  signal.addEventListener('abort', resolve, {
    __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true,
  });
  return promise;
}

module.exports = {
  AbortController,
  AbortSignal,
  aborted,
  transferableAbortController,
  transferableAbortSignal,
};
