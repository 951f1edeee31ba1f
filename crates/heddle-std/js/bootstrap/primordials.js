// Copies of the language's built-ins, taken before user code can change them (invariant 9).
//
// Copying everything at start would resolve every standard class (1 ms). So each class is snapshotted as a
// whole the first time anything touches it: classes that syntax can reach without a global name at once
// (`eager`), the others either when built-in code asks for one of their names, or by the engine's
// global-resolve hook, which calls `capture(name)` before user code gets to see the class.
//
// Evaluates to { primordials, capture }.
(function (ops) {
  'use strict';
  const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf } = Reflect;
  const { create, freeze, getOwnPropertyDescriptors, hasOwn } = Object;
  const symbols = getOwnPropertyDescriptors(Symbol);
  const global = globalThis;
  const { bind, call } = Function.prototype;
  const uncurryThis = bind.bind(call);
  const applyBind = bind.bind(apply);

  // Intrinsics that have no global name.
  const ArrayIteratorPrototype = getPrototypeOf([][Symbol.iterator]());
  const hidden = {
    __proto__: null,
    TypedArray: () => getPrototypeOf(global.Uint8Array),
    ArrayIterator: () => ({ prototype: ArrayIteratorPrototype }),
    StringIterator: () => ({ prototype: getPrototypeOf(''[Symbol.iterator]()) }),
    Iterator: () => ({ prototype: getPrototypeOf(ArrayIteratorPrototype) }),
    AsyncIterator: () => ({ prototype: getPrototypeOf(getPrototypeOf(async function* () {}).prototype) }),
    GeneratorFunction: () => getPrototypeOf(function* () {}).constructor,
    AsyncFunction: () => getPrototypeOf(async function () {}).constructor,
    AsyncGeneratorFunction: () => getPrototypeOf(async function* () {}).constructor,
  };
  // Reachable without a global name, by literals, operators or syntax.
  const eager = ['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'RegExp', 'Promise',
    'Error', 'TypeError', 'RangeError', 'Reflect', 'ArrayIterator', 'StringIterator', 'Iterator'];
  const snapshots = { __proto__: null };

  function capture(name) {
    const known = snapshots[name];
    if (known !== undefined) return known;
    const make = hidden[name];
    const value = make !== undefined ? make() : global[name];
    if (value === undefined || value === null) return undefined;
    // The read of `global[name]` may have come back here through the resolve hook.
    if (snapshots[name] !== undefined) return snapshots[name];
    return (snapshots[name] = {
      __proto__: null,
      value,
      statics: getOwnPropertyDescriptors(value),
      proto: typeof value.prototype === 'object' && value.prototype !== null || typeof value.prototype === 'function' ?
        getOwnPropertyDescriptors(value.prototype) : undefined,
      prototype: value.prototype,
    });
  }

  // The descriptor of a key that a class's table has itself ('constructor' and the like are inherited).
  function ownOf(table, key) {
    return hasOwn(table, key) ? table[key] : undefined;
  }

  // What a primordial's name means, given its parts: 'Push', 'SymbolIterator', 'MAX_VALUE', 'GetSize'.
  function member(snapshot, isStatic, lower, tail, symbol) {
    const table = isStatic ? snapshot.statics : snapshot.proto;
    if (table === undefined) return undefined;
    let own = ownOf(table, lower) ?? ownOf(table, tail);
    if (own === undefined && symbol !== undefined) own = table[symbols[symbol].value];
    if (own !== undefined && 'value' in own) {
      const { value } = own;
      if (typeof value !== 'function') return value;
      return isStatic ? (snapshot.value === Promise ? bind.call(value, snapshot.value) : value) : uncurryThis(value);
    }
    return undefined;
  }

  // 'GetSize' as the getter of `size`, 'SetX' as the setter of `x`.
  function accessor(snapshot, isStatic, name) {
    const { 2: lower, 3: tail, 4: symbol } = name;
    const table = isStatic ? snapshot.statics : snapshot.proto;
    if (table === undefined) return undefined;
    let own = ownOf(table, lower) ?? ownOf(table, tail);
    if (own === undefined && symbol !== undefined) own = table[symbols[symbol].value];
    return own;
  }

  // A class whose instances keep working whatever the user does to the original's prototype.
  function makeSafe(unsafe, safe) {
    const keys = ownKeys(unsafe.prototype);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'constructor' || getOwnPropertyDescriptor(safe.prototype, key)) continue;
      const descriptor = getOwnPropertyDescriptor(unsafe.prototype, key);
      if (typeof descriptor.value === 'function' && descriptor.value.length === 0 &&
          key === Symbol.iterator || key === 'keys' || key === 'values' || key === 'entries') {
        const original = uncurryThis(descriptor.value);
        const next = uncurryThis(getPrototypeOf(new unsafe()[key]()).next);
        descriptor.value = function () { return new SafeIterator(original(this), next); };
      }
      defineProperty(safe.prototype, key, descriptor);
    }
    setPrototypeOf(safe.prototype, null);
    freeze(safe.prototype);
    freeze(safe);
    return safe;
  }
  class SafeIterator {
    #iterator; #next;
    constructor(iterator, next) { this.#iterator = iterator; this.#next = next; }
    next() { return this.#next(this.#iterator); }
    [Symbol.iterator]() { return this; }
  }
  setPrototypeOf(SafeIterator.prototype, null);

  const extras = {
    __proto__: null,
    uncurryThis: () => uncurryThis,
    applyBind: () => applyBind,
    globalThis: () => global,
    SafeMap: () => { const { value: Map } = capture('Map'); return makeSafe(Map, class SafeMap extends Map { constructor(i) { super(i); } }); },
    SafeSet: () => { const { value: Set } = capture('Set'); return makeSafe(Set, class SafeSet extends Set { constructor(i) { super(i); } }); },
    SafeWeakMap: () => { const { value: WeakMap } = capture('WeakMap'); return makeSafeWeak(WeakMap, class SafeWeakMap extends WeakMap { constructor(i) { super(i); } }); },
    SafeWeakSet: () => { const { value: WeakSet } = capture('WeakSet'); return makeSafeWeak(WeakSet, class SafeWeakSet extends WeakSet { constructor(i) { super(i); } }); },
    SafeWeakRef: () => { const { value: WeakRef } = capture('WeakRef'); return makeSafeWeak(WeakRef, class SafeWeakRef extends WeakRef { constructor(i) { super(i); } }); },
    SafeFinalizationRegistry: () => {
      const { value: Registry } = capture('FinalizationRegistry');
      return makeSafeWeak(Registry, class SafeFinalizationRegistry extends Registry { constructor(i) { super(i); } });
    },
    SafeArrayIterator: () => iteratorClass(primordials.ArrayPrototypeSymbolIterator, primordials.ArrayIteratorPrototypeNext),
    SafeStringIterator: () => iteratorClass(primordials.StringPrototypeSymbolIterator, primordials.StringIteratorPrototypeNext),
    SafePromiseAll: () => safePromise('all'),
    SafePromiseAllSettled: () => safePromise('allSettled'),
    SafePromiseAllReturnVoid: () => safePromise('all'),
    SafePromiseRace: () => safePromise('race'),
    SafePromiseAny: () => safePromise('any'),
    SafePromisePrototypeFinally: () => primordials.PromisePrototypeFinally,
    hardenRegExp: () => (re) => re,
  };
  function makeSafeWeak(unsafe, safe) {
    const keys = ownKeys(unsafe.prototype);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] !== 'constructor') defineProperty(safe.prototype, keys[i], getOwnPropertyDescriptor(unsafe.prototype, keys[i]));
    }
    setPrototypeOf(safe.prototype, null);
    freeze(safe.prototype);
    freeze(safe);
    return safe;
  }
  function iteratorClass(createIterator, next) {
    class SafeIteratorOf {
      #iterator;
      constructor(iterable) { this.#iterator = createIterator(iterable); }
      next() { return next(this.#iterator); }
      [Symbol.iterator]() { return this; }
    }
    setPrototypeOf(SafeIteratorOf.prototype, null);
    freeze(SafeIteratorOf.prototype);
    return SafeIteratorOf;
  }
  function safePromise(method) {
    const { value: Promise, statics } = capture('Promise');
    const combine = statics[method].value;
    return (promises, map) => {
      const list = [];
      for (let i = 0; i < promises.length; i++) list[i] = map ? map(promises[i], i) : promises[i];
      return apply(combine, Promise, [list]);
    };
  }

  function resolve(name) {
    if (extras[name] !== undefined) return extras[name]();
    const parts = ops.op_primordial_parse(name);
    if (parts !== undefined) {
      const snapshot = capture(parts[0]);
      if (snapshot === undefined) return undefined;
      const isPrototype = parts[1];
      if (parts[3] === '') return isPrototype ? snapshot.prototype : snapshot.value;
      const found = member(snapshot, !isPrototype, parts[2], parts[3], parts[4]);
      if (found !== undefined) return found;
      const { 5: access } = parts;
      if (access !== undefined) {
        const own = accessor(snapshot, !isPrototype, access);
        const method = access[0] === 'Get' ? own?.get : own?.set;
        if (method !== undefined) return uncurryThis(method);
      }
    }
    const value = global[name];
    if (typeof value === 'function') return value;
    throw new TypeError(`no primordial is named ${name}`);
  }

  for (let i = 0; i < eager.length; i++) capture(eager[i]);
  const cache = create(null);
  const primordials = new Proxy(cache, {
    __proto__: null,
    get(target, name) {
      const known = target[name];
      if (known !== undefined) return known;
      return (target[name] = resolve(name));
    },
  });
  return { primordials, capture };
})
