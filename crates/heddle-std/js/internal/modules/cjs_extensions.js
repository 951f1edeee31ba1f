'use strict';
// What `require` does with a file once it is found: JavaScript, JSON, TypeScript, ES modules.
// https://nodejs.org/api/modules.html#file-modules and #loading-ecmascript-modules-using-require

const {
  ObjectDefineProperties, ObjectDefineProperty, ObjectPrototypeHasOwnProperty,
  ObjectPrototypeIsPrototypeOf, ReflectApply, StringPrototypeEndsWith, StringPrototypeReplace, StringPrototypeSlice,
} = primordials;
const { Module, dirname, parentOf, setOwn, state } = require('internal/modules/cjs');
const { makeRequire } = require('internal/modules/helpers');
const { state: processState } = require('internal/process/state');

// --- the wrapper --------------------------------------------------------------------------------------------------
// Shown to programs, and used only after a program replaced it: otherwise the function is compiled natively.
const wrapperParts = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
let wrapperIsReplaced = false;

let wrap = function wrap(script) {
  return wrapperParts[0] + script + wrapperParts[1];
};
// Made when it is first looked at; the bare parts until then.
let currentWrapper = wrapperParts;
function makeWrapper() {
  const { Proxy, ReflectDefineProperty, ReflectSet } = primordials;
  return new Proxy(wrapperParts, {
    __proto__: null,
    set(target, property, value, receiver) {
      wrapperIsReplaced = true;
      return ReflectSet(target, property, value, receiver);
    },
    defineProperty(target, property, descriptor) {
      wrapperIsReplaced = true;
      return ReflectDefineProperty(target, property, descriptor);
    },
  });
}
ObjectDefineProperties(Module, {
  wrap: {
    __proto__: null,
    get() { return wrap; },
    set(value) { wrapperIsReplaced = true; wrap = value; },
    enumerable: false,
    configurable: false,
  },
  wrapper: {
    __proto__: null,
    get() { return currentWrapper === wrapperParts ? currentWrapper = makeWrapper() : currentWrapper; },
    set(value) { wrapperIsReplaced = true; currentWrapper = value; },
    enumerable: false,
    configurable: false,
  },
});

function compileWrapped(content, filename) {
  if (wrapperIsReplaced) return ops.op_script_run(Module.wrap(content), filename, 1, fileUrl(filename));
  return ops.op_module_compile_cjs(content, filename);
}

// --- ES modules ---------------------------------------------------------------------------------------------------
// What customization hooks said about a module before it is loaded: { format, url }.
let hints;

/** Notes what hooks said about a module. */
function setHint(module, format, url) {
  const { WeakMap, WeakMapPrototypeSet } = primordials;
  hints ??= new WeakMap();
  WeakMapPrototypeSet(hints, module, { __proto__: null, format, url });
}

function hintOf(module) {
  return hints === undefined ? undefined : primordials.WeakMapPrototypeGet(hints, module);
}

function fileUrl(filename) {
  return ops.op_module_path_to_url(filename);
}

/** Gives `module.exports` the value that `require` of an ES module has. */
function exportEsModule(module, namespace, url) {
  if (ObjectPrototypeHasOwnProperty(namespace, 'module.exports')) setOwn(module, 'exports', namespace['module.exports']);
  else if (!ObjectPrototypeHasOwnProperty(namespace, 'default') || ObjectPrototypeHasOwnProperty(namespace, '__esModule')) {
    setOwn(module, 'exports', namespace);
  } else {
    // Transpiled importers look for `__esModule` to tell a default export from the module itself.
    setOwn(module, 'exports', ops.op_module_esm_facade(url));
  }
}

function loadEsModule(module, filename, source) {
  const url = hintOf(module)?.url ?? fileUrl(filename);
  if (module === state.main) {
    // The program's entry point may await at top level: it goes on by itself.
    require('internal/main').importMain(url);
    setOwn(module, 'exports', undefined);
    return;
  }
  const namespace = ops.op_module_require_esm(url, source);
  if (namespace === undefined) {
    const { codes: { ERR_REQUIRE_ASYNC_MODULE } } = require('internal/errors');
    const { requireStack } = require('internal/modules/cjs_resolve');
    const parent = parentOf(module);
    throw new ERR_REQUIRE_ASYNC_MODULE(filename, parent?.filename, requireStack(parent));
  }
  exportEsModule(module, namespace, url);
}

/** The function that runs `content` as CommonJS; undefined if it turns out to be an ES module. */
function compileCommonJs(content, filename, format) {
  try {
    return compileWrapped(content, filename);
  } catch (error) {
    // A file without an explicit type may be an ES module.
    const mayBeEsm = format === undefined || format === null;
    if (!isSyntaxError(error)) throw error;
    if (ops.op_module_detect(content)) {
      if (mayBeEsm && isAmbiguous(filename)) return undefined;
      require('internal/process/warning').emitWarning(`Failed to load the ES module: ${filename}. Make sure to set ` +
        '"type": "module" in the nearest package.json file or use the .mjs extension.');
    }
    throw withPlace(error, filename);
  }
}

// --- CommonJS -----------------------------------------------------------------------------------------------------
/** Runs `content` as the body of this module. */
Module.prototype._compile = function(content, filename, format) {
  if (format === 'commonjs-typescript' || format === 'module-typescript' || format === 'typescript') {
    content = ops.op_module_strip_types(content, filename);
  }
  if (format === 'module' || format === 'module-typescript') return loadEsModule(this, filename, content);
  const compiled = compileCommonJs(content, filename, format);
  if (compiled === undefined) return loadEsModule(this, filename, content);
  if (processState.sourceMapsEnabled) require('internal/modules/source_maps').noteSource(filename, content);
  const { exports } = this;
  return ReflectApply(compiled, exports, [exports, makeRequire(this), this, filename, dirname(filename)]);
};

/** A syntax error whose stack begins with the place in the file, as Node has it. */
function withPlace(error, filename) {
  const report = ops.op_error_report(error);
  if (report === undefined || report[0] !== filename || typeof report[3] !== 'string') return error;
  const { 1: line, 3: source, 4: offset } = report;
  const indent = StringPrototypeReplace(StringPrototypeSlice(source, 0, offset), /[^\t]/g, ' ');
  // Made anew: the report of an uncaught error would show the place of the engine's own error once more.
  const made = new primordials.SyntaxError(error.message);
  ObjectDefineProperty(made, 'stack', {
    __proto__: null, value: `${filename}:${line}\n${source}\n${indent}^\n\n${made.stack}`,
    writable: true, enumerable: false, configurable: true,
  });
  return made;
}

function isSyntaxError(error) {
  return error !== null && typeof error === 'object' && error.name === 'SyntaxError' &&
    ObjectPrototypeIsPrototypeOf(primordials.ErrorPrototype, error);
}

function isAmbiguous(filename) {
  if (StringPrototypeEndsWith(filename, '.cjs') || StringPrototypeEndsWith(filename, '.cts')) return false;
  return ops.op_module_package_scope(filename)?.type === undefined;
}

/** The source of a file for `require`, and its format unless only compiling can tell. */
function read(module, filename) {
  return state.hooks === undefined ? ops.op_module_read(filename) : state.hooks.loadForRequire(filename, hintOf(module));
}

Module._extensions['.js'] = function(module, filename) {
  const { source, format } = read(module, filename);
  // Types are stripped by now.
  if (format === 'module' || format === 'module-typescript') return loadEsModule(module, filename, source);
  module._compile(source, filename, format === 'commonjs-typescript' ? 'commonjs' : format);
};

Module._extensions['.json'] = function(module, filename) {
  const { source } = read(module, filename);
  try {
    setOwn(module, 'exports', primordials.JSONParse(source));
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._extensions['.node'] = function(module, filename) {
  return require('node/process').dlopen(module, filename);
};

module.exports = { setHint, compileCommonJs };
