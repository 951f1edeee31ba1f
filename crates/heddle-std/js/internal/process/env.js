'use strict';
// process.env: an object whose properties are the environment's variables, always strings.
// In the main thread (and under SHARE_ENV) it stands on the real environment, in workers on a copy of their own.
// https://nodejs.org/api/process.html#processenv

const {
  ObjectKeys, ObjectPrototype, Proxy, ReflectDefineProperty, ReflectGet, ReflectHas, String, SymbolFor, TypeError,
} = primordials;

// Variables of the whole process.
const realStore = {
  __proto__: null,
  get: (name) => ops.op_env_get(name),
  set: (name, value) => ops.op_env_set(name, value),
  delete: (name) => ops.op_env_delete(name),
  keys: () => ops.op_env_keys(),
};

// Variables of one worker: a copy.
function copyStore(initial) {
  const values = { __proto__: null };
  const names = ObjectKeys(initial);
  for (let i = 0; i < names.length; i++) values[names[i]] = String(initial[names[i]]);
  return {
    __proto__: null,
    get: (name) => values[name],
    set: (name, value) => { values[name] = value; },
    delete: (name) => { delete values[name]; },
    keys: () => ObjectKeys(values),
  };
}

function toValue(value) {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean' &&
      require('internal/options').getOptionValue('--pending-deprecation')) {
    require('internal/process/warning').emitWarning(
      'Assigning any value other than a string, number, or boolean to a process.env property is deprecated. ' +
      'Please make sure to convert the value to a string before setting process.env with it.',
      'DeprecationWarning', 'DEP0104');
  }
  // Not String(value): a symbol must throw.
  return `${value}`;
}

function invalidDescriptor(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_OBJECT_DEFINE_PROPERTY';
  return error;
}

function symbolKey() {
  return new TypeError('Cannot convert a Symbol value to a string');
}

function createEnv(store) {
  const target = {};
  const copy = () => {
    const result = {};
    const names = store.keys();
    for (let i = 0; i < names.length; i++) {
      ReflectDefineProperty(result, names[i], {
        __proto__: null, value: store.get(names[i]), writable: true, enumerable: true, configurable: true,
      });
    }
    return result;
  };
  // inspect looks at a proxy's target: it must find the variables there.
  ReflectDefineProperty(target, SymbolFor('nodejs.util.inspect.custom'), {
    __proto__: null, value: copy, writable: true, enumerable: false, configurable: true,
  });
  const env = new Proxy(target, {
    __proto__: null,
    get(_, key) {
      if (typeof key === 'symbol') return ReflectGet(target, key);
      const value = store.get(key);
      return value === undefined ? ObjectPrototype[key] : value;
    },
    set(_, key, value) {
      if (typeof key === 'symbol') throw symbolKey();
      store.set(key, toValue(value));
      return true;
    },
    has(_, key) {
      if (typeof key === 'symbol') return ReflectHas(ObjectPrototype, key);
      return store.get(key) !== undefined || ReflectHas(ObjectPrototype, key);
    },
    deleteProperty(_, key) {
      if (typeof key !== 'symbol') store.delete(key);
      return true;
    },
    ownKeys() {
      return store.keys();
    },
    getOwnPropertyDescriptor(_, key) {
      if (typeof key === 'symbol') return undefined;
      const value = store.get(key);
      if (value === undefined) return undefined;
      return { value, writable: true, enumerable: true, configurable: true };
    },
    defineProperty(_, key, descriptor) {
      if ('value' in descriptor) {
        if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
          throw invalidDescriptor(
            "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
        }
        if (typeof key === 'symbol') throw symbolKey();
        store.set(key, toValue(descriptor.value));
        return true;
      }
      if ('get' in descriptor || 'set' in descriptor) {
        throw invalidDescriptor(
          "'process.env' does not accept an accessor(getter/setter) descriptor");
      }
      throw invalidDescriptor(
        "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    },
    preventExtensions() {
      throw new TypeError('Cannot prevent extensions');
    },
  });
  if (store === realStore) realEnv = env;
  return env;
}

let realEnv;
/** Whether an object is the one that stands on the real environment. */
function isReal(env) {
  return env === realEnv;
}

/** The variables of an env object as a plain object of strings (what a new worker starts with). */
function copyEnv(env) {
  const result = { __proto__: null };
  const names = ObjectKeys(env);
  for (let i = 0; i < names.length; i++) result[names[i]] = env[names[i]];
  return result;
}

module.exports = { createEnv, copyStore, realStore, copyEnv, isReal };
