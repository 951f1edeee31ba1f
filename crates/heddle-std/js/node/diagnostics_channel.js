// node:diagnostics_channel: named channels on which libraries publish and tools listen.
// https://nodejs.org/api/diagnostics_channel.html
'use strict';

const {
  ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSplice,
  FunctionPrototypeSymbolHasInstance,
  ObjectDefineProperty, ObjectGetPrototypeOf, ObjectSetPrototypeOf, ReflectApply, SafeFinalizationRegistry, SafeMap,
  SafeWeakRef, SymbolDispose, SymbolHasInstance,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const ticks = require('internal/ticks');

// --- the registry: by name, weak while nobody subscribes ----------------------------------------------------------
const channels = new SafeMap();
const finalizers = new SafeFinalizationRegistry((name) => {
  // A new channel may have taken the name.
  if (channels.get(name)?.weak.deref() === undefined) channels.delete(name);
});

function hold(active) {
  const entry = channels.get(active.name);
  // One made by `new Channel()` is not in the registry.
  if (entry !== undefined && entry.weak.deref() === active) entry.strong = active;
}
function release(idle) {
  const entry = channels.get(idle.name);
  if (entry !== undefined && entry.strong === idle) entry.strong = undefined;
}

function throwLater(error) {
  ticks.nextTick(() => ticks.triggerUncaught(error, false));
}

// A channel without subscribers must cost its publisher nothing: the working methods are those of another class,
// which a channel belongs to only while it has subscribers or stores.
function activate(idle) {
  ObjectSetPrototypeOf(idle, ActiveChannel.prototype);
  idle._subscribers = [];
  idle._stores = new SafeMap();
  hold(idle);
}
function deactivateIfUnused(active) {
  if (active._subscribers.length > 0 || active._stores.size > 0) return;
  ObjectSetPrototypeOf(active, Channel.prototype);
  active._subscribers = undefined;
  active._stores = undefined;
  release(active);
}

/** Runs in the context of all stores that are bound to a channel, until it is disposed. */
class RunStoresScope {
  #scopes = [];

  constructor(active, data) {
    active._stores.forEach((transform, store) => {
      let value = data;
      if (transform !== undefined) {
        try {
          value = transform(data);
        } catch (error) {
          throwLater(error);
          return;
        }
      }
      ArrayPrototypePush(this.#scopes, store.withScope(value));
    });
    active.publish(data);
  }

  [SymbolDispose]() {
    for (let i = this.#scopes.length - 1; i >= 0; i--) this.#scopes[i][SymbolDispose]();
    this.#scopes = [];
  }
}

class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    // A publication that is under way keeps its list.
    this._subscribers = ArrayPrototypeSlice(this._subscribers);
    ArrayPrototypePush(this._subscribers, subscription);
  }

  unsubscribe(subscription) {
    const at = ArrayPrototypeIndexOf(this._subscribers, subscription);
    if (at === -1) return false;
    this._subscribers = ArrayPrototypeSlice(this._subscribers);
    ArrayPrototypeSplice(this._subscribers, at, 1);
    deactivateIfUnused(this);
    return true;
  }

  bindStore(store, transform) {
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    if (!this._stores.delete(store)) return false;
    deactivateIfUnused(this);
    return true;
  }

  get hasSubscribers() {
    return true;
  }

  publish(data) {
    const list = this._subscribers;
    for (let i = 0; i < (list?.length ?? 0); i++) {
      const onMessage = list[i];
      try {
        onMessage(data, this.name);
      } catch (error) {
        throwLater(error);
      }
    }
  }

  withStoreScope(data) {
    return new RunStoresScope(this, data);
  }

  runStores(data, fn, thisArg, ...args) {
    const scope = this.withStoreScope(data);
    try {
      return ReflectApply(fn, thisArg, args);
    } finally {
      scope[SymbolDispose]();
    }
  }
}

/** A named channel. https://nodejs.org/api/diagnostics_channel.html#class-channel */
class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
  }

  static [SymbolHasInstance](instance) {
    if (this !== Channel) return FunctionPrototypeSymbolHasInstance(this, instance);
    if (instance === null || typeof instance !== 'object') return false;
    const prototype = ObjectGetPrototypeOf(instance);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  /** Calls `subscription(message, name)` for every message. */
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    activate(this);
    this.subscribe(subscription);
  }
  /** Ends a subscription; false if there was none. */
  unsubscribe() {
    return false;
  }
  /** Enters `store` with the message, or what `transform` makes of it, during runStores. */
  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }
  /** Ends bindStore. */
  unbindStore() {
    return false;
  }
  get hasSubscribers() {
    return false;
  }
  /** Calls all subscribers. */
  publish() {}
  /** Calls `fn` in the context of the bound stores, after publishing `data`. */
  runStores(data, fn, thisArg, ...args) {
    return ReflectApply(fn, thisArg, args);
  }
  /** As runStores, until the returned scope is disposed. */
  withStoreScope() {
    return { [SymbolDispose]() {} };
  }
}

/** The channel of that name, made when it does not exist. */
function channel(name) {
  const known = channels.get(name)?.weak.deref();
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  const made = new Channel(name);
  channels.set(name, { weak: new SafeWeakRef(made), strong: undefined });
  finalizers.register(made, name);
  return made;
}

/** Subscribes to the channel of that name. */
function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}
/** Ends a subscription. */
function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}
/** Whether anybody listens to the channel of that name. */
function hasSubscribers(name) {
  const known = channels.get(name)?.weak.deref();
  return known === undefined ? false : known.hasSubscribers;
}

/** A family of channels for the steps of one operation. */
function tracingChannel(nameOrChannels) {
  const { TracingChannel } = require('internal/diagnostics_channel/tracing');
  return new TracingChannel(nameOrChannels);
}

/** Two channels for the begin and end of a synchronous operation. */
function boundedChannel(nameOrChannels) {
  const { BoundedChannel } = require('internal/diagnostics_channel/tracing');
  return new BoundedChannel(nameOrChannels);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, boundedChannel, Channel };
ObjectDefineProperty(module.exports, 'BoundedChannel', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('internal/diagnostics_channel/tracing').BoundedChannel; },
});
require('internal/diagnostics_channel/loaded').module = module.exports;
