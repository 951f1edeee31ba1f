// TracingChannel and BoundedChannel: channels in groups, one for each step of an operation.
// https://nodejs.org/api/diagnostics_channel.html#class-tracingchannel
'use strict';

const {
  ArrayPrototypeAt, ArrayPrototypeSplice, ObjectDefineProperty, Promise, PromisePrototypeThen, PromiseReject,
  ReflectApply,
  SymbolDispose,
} = primordials;
const { channel, Channel } = require('node/diagnostics_channel');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

function pick(nameOrChannels, step, className) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${step}`);
  if (typeof nameOrChannels === 'object' && nameOrChannels !== null) {
    const picked = nameOrChannels[step];
    if (!(picked instanceof Channel)) throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${step}`, 'Channel', picked);
    return picked;
  }
  throw new ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', className, 'Object'], nameOrChannels);
}

function subscribeTo(group, steps, handlers) {
  for (let i = 0; i < steps.length; i++) {
    const handler = handlers[steps[i]];
    if (handler) group[steps[i]].subscribe(handler);
  }
}
function unsubscribeFrom(group, steps, handlers) {
  let done = true;
  for (let i = 0; i < steps.length; i++) {
    const handler = handlers[steps[i]];
    if (handler && !group[steps[i]].unsubscribe(handler)) done = false;
  }
  return done;
}

// --- BoundedChannel -----------------------------------------------------------------------------------------------
const bounds = ['start', 'end'];

class BoundedChannelScope {
  #end;
  #context;
  #scope;

  constructor(bounded, context) {
    if (!bounded.hasSubscribers) return;
    this.#end = bounded.end;
    this.#context = context;
    this.#scope = bounded.start.withStoreScope(context);
  }

  [SymbolDispose]() {
    const end = this.#end;
    if (end === undefined) return;
    this.#end = undefined;
    end.publish(this.#context);
    this.#scope[SymbolDispose]();
  }
}

class BoundedChannel {
  constructor(nameOrChannels) {
    for (let i = 0; i < bounds.length; i++) {
      const value = pick(nameOrChannels, bounds[i], 'BoundedChannel');
      ObjectDefineProperty(this, bounds[i], { __proto__: null, value });
    }
  }

  get hasSubscribers() {
    return this.start.hasSubscribers || this.end.hasSubscribers;
  }
  subscribe(handlers) {
    subscribeTo(this, bounds, handlers);
  }
  unsubscribe(handlers) {
    return unsubscribeFrom(this, bounds, handlers);
  }

  /** Publishes start; disposing the returned scope publishes end. */
  withScope(context = {}) {
    return new BoundedChannelScope(this, context);
  }

  /** Calls `fn` between start and end. */
  run(context, fn, thisArg, ...args) {
    const scope = this.withScope(context ?? {});
    try {
      return ReflectApply(fn, thisArg, args);
    } finally {
      scope[SymbolDispose]();
    }
  }
}

// --- TracingChannel -----------------------------------------------------------------------------------------------
const steps = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

class TracingChannel {
  #channels = { __proto__: null };

  constructor(nameOrChannels) {
    for (let i = 0; i < steps.length; i++) this.#channels[steps[i]] = pick(nameOrChannels, steps[i], 'TracingChannel');
    // The one that is a property in Node, not an accessor.
    ObjectDefineProperty(this, 'error', { __proto__: null, value: this.#channels.error });
  }

  get start() {
    return this.#channels.start;
  }
  get end() {
    return this.#channels.end;
  }
  get asyncStart() {
    return this.#channels.asyncStart;
  }
  get asyncEnd() {
    return this.#channels.asyncEnd;
  }
  get hasSubscribers() {
    for (let i = 0; i < steps.length; i++) if (this.#channels[steps[i]].hasSubscribers) return true;
    return false;
  }
  subscribe(handlers) {
    subscribeTo(this.#channels, steps, handlers);
  }
  unsubscribe(handlers) {
    return unsubscribeFrom(this.#channels, steps, handlers);
  }

  /** Traces a synchronous call: start, error if it throws, end. */
  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, error } = this.#channels;
    return start.runStores(context, () => {
      try {
        const result = ReflectApply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }

  /** Traces a call that returns a promise: also asyncStart and asyncEnd, when it is settled. */
  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this.#channels;

    function settle() {
      asyncStart.publish(context);
      // There is no telling when the continuation of the caller has run.
      asyncEnd.publish(context);
    }
    function onResolve(result) {
      context.result = result;
      settle();
      return result;
    }
    function onReject(reason) {
      context.error = reason;
      error.publish(context);
      settle();
    }

    return start.runStores(context, () => {
      try {
        const result = ReflectApply(fn, thisArg, args);
        if (typeof result?.then !== 'function') {
          warnNotThenable(fn);
          context.result = result;
          return result;
        }
        if (result instanceof Promise && result.constructor === Promise) {
          return PromisePrototypeThen(result, onResolve, (reason) => {
            onReject(reason);
            return PromiseReject(reason);
          });
        }
        // Other thenables are handed on as they are.
        result.then(onResolve, onReject);
        return result;
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }

  /** Traces a call that takes a callback, which stands at `position` of the arguments. */
  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this.#channels;
    const callback = ArrayPrototypeAt(args, position);
    validateFunction(callback, 'callback');

    function wrapped(...results) {
      const { 0: failure, 1: result } = results;
      if (failure) {
        context.error = failure;
        error.publish(context);
      } else {
        context.result = result;
      }
      // The stores of asyncStart hold for the callback.
      asyncStart.runStores(context, () => {
        try {
          return ReflectApply(callback, this, results);
        } finally {
          asyncEnd.publish(context);
        }
      });
    }
    ArrayPrototypeSplice(args, position, 1, wrapped);

    return start.runStores(context, () => {
      try {
        return ReflectApply(fn, thisArg, args);
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }
}
function warnNotThenable(fn) {
  require('internal/ticks').getProcess().emitWarning(
    `tracePromise was called with the function '${fn.name || '<anonymous>'}', which returned a non-thenable.`);
}

module.exports = { BoundedChannel, TracingChannel };
