'use strict';
// Synchronous customization hooks: `module.registerHooks({ resolve, load })`, for `require` and `import`.
// https://nodejs.org/api/module.html#synchronous-customization-hooks

const {
  ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSplice, ObjectAssign, SafeMap, Symbol,
  StringPrototypeStartsWith,
} = primordials;
const { Module, state } = require('internal/modules/cjs');
const builtins = require('internal/modules/builtins');
const {
  codes: { ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_UNKNOWN_MODULE_FORMAT },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');

const kId = Symbol('kModuleHooksIdKey');
const resolvers = [];
const loaders = [];
let count = 0;

class ModuleResolveContext {
  constructor(parentURL, importAttributes, conditions) {
    this.parentURL = parentURL;
    this.importAttributes = importAttributes;
    this.conditions = conditions;
  }
}
class ModuleLoadContext {
  constructor(format, importAttributes, conditions) {
    this.format = format;
    this.importAttributes = importAttributes;
    this.conditions = conditions;
  }
}

/** What `registerHooks` returns. */
class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
    this[kId] = Symbol(`module-hook-${count++}`);
  }

  /** Takes the hooks out of the chains. */
  deregister() {
    remove(resolvers, this);
    remove(loaders, this);
    update();
  }
}

function remove(list, hooks) {
  const index = ArrayPrototypeIndexOf(list, hooks);
  if (index !== -1) ArrayPrototypeSplice(list, index, 1);
}

// Without hooks neither loader pays for them.
function update() {
  state.hooks = resolvers.length + loaders.length > 0 ? module.exports : undefined;
  ops.op_module_customize(resolvers.length > 0 ? resolveForImport : undefined, loaders.length > 0 ? loadForImport : undefined);
}

function registerHooks(hooks) {
  const { resolve, load } = hooks;
  if (resolve !== undefined) validateFunction(resolve, 'hooks.resolve');
  if (load !== undefined) validateFunction(load, 'hooks.load');
  const registered = new ModuleHooks(resolve, load);
  if (resolve !== undefined) ArrayPrototypePush(resolvers, registered);
  if (load !== undefined) ArrayPrototypePush(loaders, registered);
  update();
  return registered;
}

function wrong(expected, hook, property, value) {
  return new ERR_INVALID_RETURN_PROPERTY_VALUE(expected, hook, property, value);
}

/** Calls the hooks of a chain, the last registered first, and at its end `fallback`. Every result is checked. */
function runChain(chain, hook, start, context, fallback, check) {
  // The chain may change while it runs.
  chain = ArrayPrototypeSlice(chain);
  const run = (index, value, current) => {
    if (index < 0) return fallback(value, current);
    let called = false;
    const next = (nextValue = value, nextContext) => {
      called = true;
      return run(index - 1, nextValue, nextContext === undefined ? current : ObjectAssign({ __proto__: null }, current, nextContext));
    };
    const result = chain[index][hook](value, current, next);
    if (!called && result.shortCircuit !== true) throw wrong('true', hook, 'shortCircuit', result.shortCircuit);
    return check(result, value, current);
  };
  return run(chain.length - 1, start, context);
}

function checkResolved(result, specifier, context) {
  const { url, format, importAttributes = context.importAttributes } = result;
  if (typeof url !== 'string') throw wrong('a URL string', 'resolve', 'url', url);
  if (format !== undefined && format !== null && typeof format !== 'string') throw wrong('a string', 'resolve', 'format', format);
  if (importAttributes !== undefined && importAttributes !== null && typeof importAttributes !== 'object') {
    throw wrong('an object', 'resolve', 'importAttributes', importAttributes);
  }
  return { __proto__: null, url, format, importAttributes };
}

function isBytes(value) {
  const { isAnyArrayBuffer, isArrayBufferView } = require('node/util/types');
  return isAnyArrayBuffer(value) || isArrayBufferView(value);
}

function checkLoaded(forImport) {
  return (result) => {
    const { source, format } = result;
    // A CommonJS module without a source is read by the CommonJS loader.
    const mayBeEmpty = format === 'builtin' || format === 'addon' || forImport;
    const isEmpty = source === undefined || source === null;
    if (isEmpty ? !mayBeEmpty : typeof source !== 'string' && !isBytes(source)) {
      throw wrong('a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
    }
    return result;
  };
}

function toText(source) {
  return typeof source === 'string' ? source : ops.op_module_decode(source);
}

// --- require ------------------------------------------------------------------------------------------------------
// A file that the ESM loader has resolved already and hands over.
let direct;
// Sources that hooks gave to the ESM loader for CommonJS modules, until these run.
const handedOver = new SafeMap();

function urlOf(filename) {
  if (builtins.hasBuiltinScheme(filename)) return filename;
  return filename[0] === '/' ? ops.op_module_path_to_url(filename) : filename;
}

function filenameOf(url) {
  return StringPrototypeStartsWith(url, 'file:') ? require('internal/url/file').fileURLToPath(url) : url;
}

/** Where `require(specifier)` leads: { filename, format, url }. */
function resolveForRequire(specifier, parent, isMain, options) {
  if (direct !== undefined && direct === specifier) {
    direct = undefined;
    return { __proto__: null, filename: specifier, format: undefined, url: undefined };
  }
  const byDefault = (request, conditions) => {
    if (typeof request === 'string' && StringPrototypeStartsWith(request, 'file:')) request = filenameOf(request);
    const own = conditions === undefined ? options : { __proto__: null, ...options, conditions };
    return Module._resolveFilename(request, parent, isMain, own);
  };
  if (resolvers.length === 0) {
    const filename = byDefault(specifier);
    return { __proto__: null, filename, format: undefined, url: undefined };
  }
  const conditions = ops.op_module_conditions(false);
  const context = new ModuleResolveContext(parent?.filename ? urlOf(parent.filename) : undefined, undefined, conditions);
  const { url, format } = runChain(resolvers, 'resolve', specifier, context, (request, current) => {
    const filename = byDefault(request, current.conditions === conditions ? undefined : current.conditions);
    const found = builtins.isBareBuiltin(filename) ? `node:${filename}` : urlOf(filename);
    return { __proto__: null, url: found, format: undefined, importAttributes: current.importAttributes };
  }, checkResolved);
  if (builtins.hasBuiltinScheme(url)) {
    // Load hooks see built-ins, whose source they cannot change.
    if (loaders.length > 0) runLoaders(url, 'builtin');
    return { __proto__: null, filename: url, format: 'builtin', url };
  }
  return { __proto__: null, filename: filenameOf(url), format: format ?? undefined, url };
}

function runLoaders(url, format) {
  const context = new ModuleLoadContext(format, undefined, ops.op_module_conditions(false));
  return runChain(loaders, 'load', url, context, (target, current) => {
    if (current.format === 'builtin') return { __proto__: null, source: null, format: 'builtin' };
    const { source } = ops.op_module_read_raw(filenameOf(target));
    return { __proto__: null, source, format: current.format };
  }, checkLoaded(false));
}

/** The source of a file for `require`: { source, format }, types stripped. */
function loadForRequire(filename, hint) {
  const handed = handedOver.get(filename);
  if (handed !== undefined) {
    handedOver.delete(filename);
    return handed;
  }
  if (loaders.length === 0) return ops.op_module_read(filename);
  const url = hint?.url ?? urlOf(filename);
  const result = runLoaders(url, hint?.format ?? ops.op_module_format_of(filename));
  let source = toText(result.source);
  let { format } = result;
  if (format === 'commonjs-typescript' || format === 'module-typescript' || format === 'typescript') {
    source = ops.op_module_strip_types(source, filename);
    if (format === 'typescript') format = ops.op_module_detect(source) ? 'module' : 'commonjs';
    else format = format === 'module-typescript' ? 'module' : 'commonjs';
  }
  return { __proto__: null, source, format };
}

function setHint(target, format, url) {
  require('internal/modules/cjs_extensions').setHint(target, format, url);
}

// --- import -------------------------------------------------------------------------------------------------------
/** Where `import specifier` leads: { url, format, importAttributes }. Called by the ESM loader. */
function resolveForImport(specifier, parentURL, importAttributes) {
  const conditions = ops.op_module_conditions(true);
  const context = new ModuleResolveContext(parentURL, importAttributes, conditions);
  return runChain(resolvers, 'resolve', specifier, context, (request, current) => {
    const { url, format } = ops.op_module_resolve(`${request}`, current.parentURL, current.conditions);
    require('internal/modules/cjs_resolve').emitWarnings();
    return { __proto__: null, url, format, importAttributes: current.importAttributes };
  }, checkResolved);
}

const textFormats = {
  __proto__: null, 'module': true, 'commonjs': true, 'json': true, 'module-typescript': true, 'commonjs-typescript': true,
};

/** The source of a module for `import`: { format, source }, types stripped. Called by the ESM loader. */
function loadForImport(url, format, importAttributes) {
  const context = new ModuleLoadContext(format, importAttributes, ops.op_module_conditions(true));
  const result = runChain(loaders, 'load', url, context, (target, current) => {
    const loaded = ops.op_module_load_raw(target, current.importAttributes ?? {}, current.format ?? undefined);
    const source = loaded.source === null ? null : require('node/buffer').Buffer.from(loaded.source);
    return { __proto__: null, format: loaded.format, responseURL: target, source };
  }, checkLoaded(true));
  let final = result.format;
  if (final === 'builtin' && !builtins.hasBuiltinScheme(url)) ops.op_module_builtin_id(url);
  if (final === 'builtin' || final === 'wasm') return { __proto__: null, format: final, source: result.source };
  if (textFormats[final] === undefined) throw new ERR_UNKNOWN_MODULE_FORMAT(final, url);
  let { source } = result;
  const filename = filenameOf(url);
  if (source === null || source === undefined) ({ source } = ops.op_module_read_raw(filename));
  source = toText(source);
  if (final === 'module-typescript' || final === 'commonjs-typescript') {
    source = ops.op_module_strip_types(source, filename);
    final = final === 'module-typescript' ? 'module' : 'commonjs';
  }
  if (final === 'commonjs') handedOver.set(filename, { __proto__: null, source, format: 'commonjs' });
  return { __proto__: null, format: final, source };
}

/** Lets `Module._load` take `filename` as it is: the ESM loader has resolved it. */
function takeDirectly(filename) {
  direct = filename;
}

module.exports = { registerHooks, resolveForRequire, loadForRequire, setHint, takeDirectly, resolveForImport, loadForImport };
