// NodeEventTarget: an EventTarget with the common methods of EventEmitter; MessagePort is one.
// https://nodejs.org/api/events.html#class-nodeeventtarget
'use strict';

const { ObjectDefineProperties } = primordials;
const {
  EventTarget, clearListeners, kHybridDispatch, kIsNodeEventTarget, kIsNodeStyleListener, kMaxEventTargetListeners,
  listenersOf, registryOf,
} = require('web/event_target');

const nodeStyle = { __proto__: null, [kIsNodeStyleListener]: true };
const nodeStyleOnce = { __proto__: null, once: true, [kIsNodeStyleListener]: true };

class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;

  setMaxListeners(n) {
    require('node/events').setMaxListeners(n, this);
  }
  getMaxListeners() {
    return this[kMaxEventTargetListeners] ?? require('node/events').defaultMaxListeners;
  }
  eventNames() {
    return registryOf(this)?.types() ?? [];
  }
  listenerCount(type) {
    return listenersOf(this, `${type}`).length;
  }
  off(type, listener, options) {
    this.removeEventListener(type, listener, options);
    return this;
  }
  removeListener(type, listener, options) {
    this.removeEventListener(type, listener, options);
    return this;
  }
  on(type, listener) {
    this.addEventListener(type, listener, nodeStyle);
    return this;
  }
  addListener(type, listener) {
    this.addEventListener(type, listener, nodeStyle);
    return this;
  }
  emit(type, arg) {
    require('internal/validators').validateString(type, 'type');
    const had = this.listenerCount(type) > 0;
    this[kHybridDispatch](arg, type);
    return had;
  }
  once(type, listener) {
    this.addEventListener(type, listener, nodeStyleOnce);
    return this;
  }
  removeAllListeners(type) {
    if (type !== undefined) {
      clearListeners(this, `${type}`);
      return this;
    }
    const names = this.eventNames();
    for (let i = 0; i < names.length; i++) clearListeners(this, names[i]);
    return this;
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(NodeEventTarget.prototype, {
  setMaxListeners: enumerable,
  getMaxListeners: enumerable,
  eventNames: enumerable,
  listenerCount: enumerable,
  off: enumerable,
  removeListener: enumerable,
  on: enumerable,
  addListener: enumerable,
  once: enumerable,
  emit: enumerable,
  removeAllListeners: enumerable,
});

module.exports = NodeEventTarget;
