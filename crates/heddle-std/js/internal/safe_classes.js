// Primordials that are none of the language's own: classes that keep working whatever a program does to the originals.
// Everything else that is called a primordial is made natively (crates/heddle-engine/src/originals.rs).
'use strict';

const {
  ArrayIsArray, ObjectDefineProperty, ObjectFreeze, ObjectGetOwnPropertyDescriptor, ObjectSetPrototypeOf, ReflectApply,
  ReflectOwnKeys, SymbolIterator, uncurryThis,
} = primordials;

// An iterator of a Map or Set whose `next` is the original one.
class SafeIterator {
  #iterator; #next;
  constructor(iterator, next) { this.#iterator = iterator; this.#next = next; }
  next() { return this.#next(this.#iterator); }
  [SymbolIterator]() { return this; }
}
ObjectSetPrototypeOf(SafeIterator.prototype, null);

function isIteration(key) {
  return key === SymbolIterator || key === 'keys' || key === 'values' || key === 'entries';
}

// Arrays are taken apart by index: iterating them would ask the program's Array.prototype.
function unlessArray(list) { return ArrayIsArray(list) ? undefined : list; }
function fill(list, add) {
  if (ArrayIsArray(list)) for (let i = 0; i < list.length; i++) add(list[i]);
}

function close(safe) {
  ObjectSetPrototypeOf(safe.prototype, null);
  ObjectFreeze(safe.prototype);
  return ObjectFreeze(safe);
}

// Gives a subclass the original methods of its base class; those that iterate get `next`.
function makeSafe(name, safe, next) {
  const members = ops.op_original_members(name);
  const keys = ReflectOwnKeys(members);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (ObjectGetOwnPropertyDescriptor(safe.prototype, key) !== undefined) continue;
    const descriptor = ObjectGetOwnPropertyDescriptor(members, key);
    ObjectSetPrototypeOf(descriptor, null);
    if (next !== undefined && isIteration(key)) {
      const original = uncurryThis(descriptor.value);
      descriptor.value = function () { return new SafeIterator(original(this), next); };
    }
    ObjectDefineProperty(safe.prototype, key, descriptor);
  }
  return close(safe);
}

function iteratorClass(createIterator, next) {
  return close(class SafeIteratorOf {
    #iterator;
    constructor(iterable) { this.#iterator = createIterator(iterable); }
    next() { return next(this.#iterator); }
    [SymbolIterator]() { return this; }
  });
}

function safePromise(name) {
  const combine = primordials[name];
  return (promises, map) => {
    const list = [];
    for (let i = 0; i < promises.length; i++) list[i] = map ? map(promises[i], i) : promises[i];
    return combine(list);
  };
}

const makers = {
  __proto__: null,
  SafeMap() {
    const { Map, MapIteratorPrototypeNext } = primordials;
    return makeSafe('Map', class SafeMap extends Map {
      constructor(entries) { super(unlessArray(entries)); fill(entries, (entry) => this.set(entry[0], entry[1])); }
    }, MapIteratorPrototypeNext);
  },
  SafeSet() {
    const { Set, SetIteratorPrototypeNext } = primordials;
    return makeSafe('Set', class SafeSet extends Set {
      constructor(values) { super(unlessArray(values)); fill(values, (value) => this.add(value)); }
    }, SetIteratorPrototypeNext);
  },
  SafeWeakMap() {
    const { WeakMap } = primordials;
    return makeSafe('WeakMap', class SafeWeakMap extends WeakMap { constructor(i) { super(i); } });
  },
  SafeWeakSet() {
    const { WeakSet } = primordials;
    return makeSafe('WeakSet', class SafeWeakSet extends WeakSet { constructor(i) { super(i); } });
  },
  SafeWeakRef() {
    const { WeakRef } = primordials;
    return makeSafe('WeakRef', class SafeWeakRef extends WeakRef { constructor(i) { super(i); } });
  },
  SafeFinalizationRegistry() {
    const { FinalizationRegistry } = primordials;
    return makeSafe('FinalizationRegistry', class SafeFinalizationRegistry extends FinalizationRegistry {
      constructor(i) { super(i); }
    });
  },
  SafeArrayIterator: () => iteratorClass(primordials.ArrayPrototypeSymbolIterator, primordials.ArrayIteratorPrototypeNext),
  SafeStringIterator: () => iteratorClass(primordials.StringPrototypeSymbolIterator, primordials.StringIteratorPrototypeNext),
  SafePromiseAll: () => safePromise('PromiseAll'),
  SafePromiseAllSettled: () => safePromise('PromiseAllSettled'),
  SafePromiseAllReturnVoid: () => safePromise('PromiseAll'),
  SafePromiseRace: () => safePromise('PromiseRace'),
  SafePromiseAny: () => safePromise('PromiseAny'),
  SafePromisePrototypeFinally: () => primordials.PromisePrototypeFinally,
  hardenRegExp: () => (re) => re,
};

/** A primordial by its name; undefined if it is none of these. */
function make(name) {
  const maker = makers[name];
  return maker === undefined ? undefined : ReflectApply(maker, undefined, []);
}

module.exports = { make };
