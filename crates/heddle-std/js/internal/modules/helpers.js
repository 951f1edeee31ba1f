'use strict';
// The `require` function that a CommonJS module gets, and `module.createRequire`.
// https://nodejs.org/api/modules.html#requireid

const { StringPrototypeEndsWith } = primordials;
const { Module, setOwn, state } = require('internal/modules/cjs');

// `require` is another function in there. Only what is wrong needs the module.
const validators = () => require('internal/validators');

/** The `require` of `module`. It calls `module.require`, which programs may replace. */
function makeRequire(module) {
  function require(path) {
    return module.require(path);
  }
  function resolve(request, options) {
    if (typeof request !== 'string') validators().validateString(request, 'request');
    if (state.hooks !== undefined) return state.hooks.resolveForRequire(request, module, false, options).filename;
    return Module._resolveFilename(request, module, false, options);
  }
  function paths(request) {
    if (typeof request !== 'string') validators().validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  }
  require.resolve = resolve;
  resolve.paths = paths;
  setOwn(require, 'main', state.main);
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function requireFromPath(path) {
  // A folder stands for a file in it.
  const filename = StringPrototypeEndsWith(path, '/') ? `${path}noop.js` : path;
  const module = new Module(filename);
  module.filename = filename;
  module.paths = Module._nodeModulePaths(module.path);
  return makeRequire(module);
}

/** A `require` that resolves relative to a file. https://nodejs.org/api/module.html#modulecreaterequirefilename */
function createRequire(filename) {
  let path = filename;
  const { isURL } = require('web/url');
  if (isURL(filename) || (typeof filename === 'string' && filename[0] !== '/')) {
    try {
      path = require('internal/url/file').fileURLToPath(filename);
    } catch {
      path = undefined;
    }
  }
  if (typeof path !== 'string') {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_VALUE('filename', filename,
      'must be a file URL object, file URL string, or absolute path string');
  }
  return requireFromPath(path);
}

module.exports = { makeRequire, createRequire };
