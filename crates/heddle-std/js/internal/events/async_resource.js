// events.EventEmitterAsyncResource: an emitter whose listeners run in one async context.
// https://nodejs.org/api/events.html#class-eventseventemitterasyncresource-extends-eventemitter
'use strict';

const { ArrayPrototypeUnshift, ReflectApply, Symbol } = primordials;
const EventEmitter = require('node/events');
const { AsyncResource } = require('node/async_hooks');

const kEventEmitter = Symbol('kEventEmitter');

class EventEmitterReferencingAsyncResource extends AsyncResource {
  constructor(emitter, type, options) {
    super(type, options);
    this[kEventEmitter] = emitter;
  }
  get eventEmitter() {
    return this[kEventEmitter];
  }
}

class EventEmitterAsyncResource extends EventEmitter {
  #asyncResource;

  constructor(options = undefined) {
    let name;
    if (typeof options === 'string') {
      name = options;
      options = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) {
        require('internal/validators').validateString(options?.name, 'options.name');
      }
      name = options?.name || new.target.name;
    }
    super(options);
    this.#asyncResource = new EventEmitterReferencingAsyncResource(this, name, options);
  }

  emit(event, ...args) {
    const asyncResource = this.#asyncResource;
    ArrayPrototypeUnshift(args, super.emit, this, event);
    return ReflectApply(asyncResource.runInAsyncScope, asyncResource, args);
  }

  emitDestroy() {
    this.#asyncResource.emitDestroy();
  }
  get asyncId() {
    return this.#asyncResource.asyncId();
  }
  get triggerAsyncId() {
    return this.#asyncResource.triggerAsyncId();
  }
  get asyncResource() {
    return this.#asyncResource;
  }
}

module.exports = EventEmitterAsyncResource;
