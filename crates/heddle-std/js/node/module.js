'use strict';
// node:module: the CommonJS loader's class, and functions about modules of both kinds.
// https://nodejs.org/api/module.html

const { ObjectDefineProperty } = primordials;
const { Module } = require('internal/modules/cjs');
const { createRequire } = require('internal/modules/helpers');
const builtins = require('internal/modules/builtins');
const { constants, enableCompileCache, flushCompileCache, getCompileCacheDir } = require('internal/modules/compile_cache');

function isBuiltin(moduleName) {
  return builtins.isBuiltin(moduleName);
}

function registerHooks(hooks) {
  return require('internal/modules/hooks').registerHooks(hooks);
}

// Hooks on a thread of their own; Node deprecates them in favour of registerHooks.
function register(specifier, parentURL = undefined, options = undefined) {
  const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
  throw new ERR_METHOD_NOT_IMPLEMENTED('module.register() (use module.registerHooks() instead)');
}

function findPackageJSON(...args) {
  return require('internal/modules/package_json').findPackageJSON(...args);
}

function stripTypeScriptTypes(...args) {
  return require('internal/modules/typescript').stripTypeScriptTypes(...args);
}

function syncBuiltinESMExports() {
  ops.op_module_sync_builtins();
}

function lengthOf(length, fn) {
  ObjectDefineProperty(fn, 'length', { __proto__: null, value: length, configurable: true });
  return fn;
}

Module.isBuiltin = isBuiltin;
Module.createRequire = createRequire;
Module.syncBuiltinESMExports = syncBuiltinESMExports;
Module.registerHooks = registerHooks;
Module.builtinModules = builtins.builtinModules();
Module.register = lengthOf(1, register);
Module.constants = constants;
Module.enableCompileCache = enableCompileCache;
Module.findPackageJSON = lengthOf(1, findPackageJSON);
Module.flushCompileCache = flushCompileCache;
Module.getCompileCacheDir = getCompileCacheDir;
Module.stripTypeScriptTypes = lengthOf(1, stripTypeScriptTypes);

const lazySourceMaps = () => require('internal/modules/source_maps');
Module.findSourceMap = function findSourceMap(path) { return lazySourceMaps().findSourceMap(path); };
ObjectDefineProperty(Module, 'SourceMap', {
  __proto__: null,
  get() { return lazySourceMaps().SourceMap; },
  set(value) { ObjectDefineProperty(Module, 'SourceMap', { __proto__: null, value, writable: true, enumerable: true, configurable: true }); },
  enumerable: true,
  configurable: true,
});
Module.getSourceMapsSupport = function getSourceMapsSupport() { return lazySourceMaps().getSourceMapsSupport(); };
Module.setSourceMapsSupport = lengthOf(1, function setSourceMapsSupport(enabled, options) {
  return lazySourceMaps().setSourceMapsSupport(enabled, options);
});

module.exports = Module;
