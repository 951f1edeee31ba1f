'use strict';
// The CommonJS loader: the `Module` class, `Module._load` and the life of a module.
// Programs replace `Module._load`, `_resolveFilename`, `_findPath`, `_extensions` and the prototype's methods, so each of
// them is called through its property.
// https://nodejs.org/api/modules.html

const {
  ArrayIsArray, ArrayPrototypeIncludes, ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice, ObjectDefineProperty,
  ObjectGetPrototypeOf, ObjectPrototype, ObjectPrototypeHasOwnProperty, ObjectSetPrototypeOf, String, StringPrototypeIndexOf, StringPrototypeLastIndexOf,
  StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;
const builtins = require('internal/modules/builtins');

// The module that required another one first, in a private slot of the module: no program sees it, and it costs a start
// less than a WeakMap. The constructor of the class returns its argument, so that the slot is added to any object.
const parents = class extends function (object) { return object; } {
  #parent;

  static get(module) {
    return module !== null && typeof module === 'object' && #parent in module ? module.#parent : undefined;
  }

  static set(module, parent) {
    if (!(#parent in module)) new parents(module);
    module.#parent = parent;
  }
};
// Results of `_resolveFilename` by folder of the parent and request.
const relativeResolutions = { __proto__: null };
// `main`: the program's entry point. `hooks`: internal/modules/hooks while any are registered. `tracing`: the channels of
// `module.require` once somebody asked for them.
const state = { __proto__: null, isPreloading: false, main: undefined, hooks: undefined, tracing: undefined };

function setOwn(object, name, value) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

/** `path.dirname` of a POSIX path. */
function dirname(path) {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  const slash = StringPrototypeLastIndexOf(path, '/', end - 1);
  if (slash === -1) return '.';
  if (slash === 0) return '/';
  end = slash;
  while (end > 1 && path[end - 1] === '/') end--;
  return StringPrototypeSlice(path, 0, end);
}

function updateChildren(parent, child, scan) {
  const children = parent?.children;
  if (ArrayIsArray(children) && !(scan && ArrayPrototypeIncludes(children, child))) ArrayPrototypePush(children, child);
}

/** A CommonJS module. https://nodejs.org/api/modules.html#the-module-object */
function Module(id = '', parent) {
  this.id = id;
  this.path = dirname(id);
  setOwn(this, 'exports', {});
  parents.set(this, parent);
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

/** The module that required `module` first. */
function parentOf(module) {
  return parents.get(module);
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
/** Folders of NODE_PATH and the old global ones. */
Module.globalPaths = [];

ObjectDefineProperty(Module.prototype, 'constructor', {
  __proto__: null, get() { return Module; }, set: undefined, enumerable: false, configurable: false,
});
ObjectDefineProperty(Module.prototype, 'isPreloading', {
  __proto__: null, get() { return state.isPreloading; }, set: undefined, enumerable: false, configurable: false,
});
ObjectDefineProperty(Module.prototype, 'parent', {
  __proto__: null,
  get() { return parents.get(this); },
  set(value) { parents.set(this, value); },
  enumerable: false,
  configurable: false,
});

// --- unfinished exports -------------------------------------------------------------------------------------------
// What a module in a cycle has not exported yet reads as undefined, with a warning.
function warnCircular(property) {
  require('internal/process/warning').emitWarning(
    `Accessing non-existent property '${String(property)}' of module exports inside circular dependency`);
}
let circularPrototype;
function makeCircularPrototype() {
  const { Proxy, ReflectGetOwnPropertyDescriptor } = primordials;
  return new Proxy({}, {
    __proto__: null,
    get(target, property) {
      // Asked for by transpiled code, which knows what to do without.
      if (property in target || property === '__esModule') return target[property];
      warnCircular(property);
      return undefined;
    },
    getOwnPropertyDescriptor(target, property) {
      if (ObjectPrototypeHasOwnProperty(target, property) || property === '__esModule') {
        return ReflectGetOwnPropertyDescriptor(target, property);
      }
      warnCircular(property);
      return undefined;
    },
  });
}

function isProxy(value) {
  return require('node/util/types').isProxy(value);
}

function unfinishedExports(module) {
  const { exports } = module;
  // The accessor `__esModule` of transpiled code must not run: own data properties only.
  if (exports && typeof exports === 'object' && !isProxy(exports) && ObjectGetPrototypeOf(exports) === ObjectPrototype &&
      !ObjectPrototypeHasOwnProperty(exports, '__esModule')) {
    ObjectSetPrototypeOf(exports, circularPrototype ??= makeCircularPrototype());
  }
  return exports;
}

function finishExports(module) {
  if (circularPrototype === undefined) return;
  const { exports } = module;
  if (exports && typeof exports === 'object' && !isProxy(exports) && ObjectGetPrototypeOf(exports) === circularPrototype) {
    ObjectSetPrototypeOf(exports, ObjectPrototype);
  }
}

// --- loading ------------------------------------------------------------------------------------------------------
let depth = 0;

function forget(module, filename, parent, key) {
  delete Module._cache[filename];
  if (parent === undefined || parent === null) return;
  delete relativeResolutions[key];
  const { children } = parent;
  if (!ArrayIsArray(children)) return;
  const index = ArrayPrototypeIndexOf(children, module);
  if (index !== -1) ArrayPrototypeSplice(children, index, 1);
}

function fromCache(cached, parent) {
  updateChildren(parent, cached, true);
  return cached.loaded ? cached.exports : unfinishedExports(cached);
}

/** Loads what `request` stands for, seen from `parent`, and returns its exports. */
Module._load = function(request, parent, isMain) {
  let key;
  if (parent) {
    key = `${parent.path}\x00${request}`;
    const filename = relativeResolutions[key];
    if (filename !== undefined) {
      const cached = Module._cache[filename];
      if (cached !== undefined) return fromCache(cached, parent);
      delete relativeResolutions[key];
    }
  }
  if (state.hooks === undefined && builtins.hasBuiltinScheme(request)) return builtins.loadBuiltin(request);
  let filename;
  let format;
  let url;
  if (state.hooks === undefined) filename = Module._resolveFilename(request, parent, isMain);
  else {
    ({ filename, format, url } = state.hooks.resolveForRequire(request, parent, isMain));
    if (builtins.hasBuiltinScheme(filename)) return builtins.loadBuiltin(filename);
  }
  const cached = Module._cache[filename];
  if (cached !== undefined) return fromCache(cached, parent);
  if (builtins.isBareBuiltin(filename)) return builtins.loadBuiltin(filename);

  const module = new Module(filename, parent);
  if (isMain) {
    setMain(module);
    module.id = '.';
  }
  if (format !== undefined || url !== undefined) state.hooks.setHint(module, format, url);
  Module._cache[filename] = module;
  if (parent) relativeResolutions[key] = filename;
  let failed = true;
  // Within one burst of `require` the same path is asked of the file system once.
  if (depth++ === 0) ops.op_module_stat_cache(true);
  try {
    module.load(filename);
    failed = false;
  } finally {
    if (--depth === 0) ops.op_module_stat_cache(false);
    if (failed) forget(module, filename, parent, key);
    else finishExports(module);
  }
  return module.exports;
};

function setMain(module) {
  state.main = module;
  const { state: processState } = require('internal/process/state');
  processState.mainModule = module;
  if (processState.process !== undefined) setOwn(processState.process, 'mainModule', module);
}

/** The longest extension of `filename` that `Module._extensions` has: '.test.js' before '.js'. */
function findExtension(filename) {
  const name = StringPrototypeSlice(filename, StringPrototypeLastIndexOf(filename, '/') + 1);
  let start = 0;
  for (;;) {
    const dot = StringPrototypeIndexOf(name, '.', start);
    if (dot === -1) return '.js';
    start = dot + 1;
    if (dot === 0) continue;
    const extension = StringPrototypeSlice(name, dot);
    if (Module._extensions[extension]) return extension;
  }
}

/** Runs the loader of the file's extension. */
Module.prototype.load = function(filename) {
  if (this.loaded) {
    const { AssertionError } = require('internal/assert/assertion_error');
    throw new AssertionError({ message: 'The module is already loaded', actual: this.loaded, expected: false, operator: '==' });
  }
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(dirname(filename));
  Module._extensions[findExtension(filename)](this, filename);
  this.loaded = true;
};

/** `module.require(id)`: loads a module as `require` in `module` would. */
Module.prototype.require = function(id) {
  if (typeof id !== 'string') require('internal/validators').validateString(id, 'id');
  if (id === '') {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  }
  const channels = state.tracing;
  if (channels !== undefined && channels.hasSubscribers) {
    return channels.traceSync(Module._load, { __proto__: null, parentFilename: this.filename, id }, Module, id, this, false);
  }
  return Module._load(id, this, false);
};

/** Makes `module.require` tell the tracing channel `module.require`, once somebody asked for that channel. */
function traceRequire(channels) {
  state.tracing = channels;
}

// Replaced by tools that wrap the start of the program (`Module.runMain = …`).
let originalRunMain;
Module.runMain = originalRunMain = function runMain(main) {
  const { 0: path, 1: isEsm, 2: url } = ops.op_module_resolve_main(main ?? require('node/process').argv[1]);
  if (isEsm) require('internal/main').importMain(url);
  else Module._load(path, null, true);
};
ObjectDefineProperty(originalRunMain, 'length', { __proto__: null, value: 0, configurable: true });

/** Runs a CommonJS file as the program's entry point. */
function runMain(path) {
  if (Module.runMain !== originalRunMain) Module.runMain(path);
  else Module._load(path, null, true);
}

/** Runs a CommonJS module for `import`, at its turn of evaluation; its `module.exports`. */
function importCommonJS(url) {
  const filename = StringPrototypeStartsWith(url, 'file:') ? ops.op_module_url_to_path(url) : url;
  if (state.hooks !== undefined) state.hooks.takeDirectly(filename);
  return Module._load(filename, undefined, require('internal/main').isMain(url));
}

/** Loads the modules that `--require` names. */
function preload(requests) {
  Module._preloadModules(requests);
}

ObjectDefineProperty(Module, '_stat', {
  __proto__: null,
  get() { return require('internal/modules/cjs_resolve').stat; },
  set() {
    // Look-ups are native and ask the file system themselves.
    const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
    throw new ERR_METHOD_NOT_IMPLEMENTED('replacing Module._stat');
  },
  enumerable: false,
  configurable: true,
});

Module.Module = Module;
module.exports = { Module, parentOf, dirname, setOwn, state, traceRequire, importCommonJS, runMain, preload };

// The other halves add their methods to `Module`.
require('internal/modules/cjs_resolve');
require('internal/modules/cjs_extensions');
