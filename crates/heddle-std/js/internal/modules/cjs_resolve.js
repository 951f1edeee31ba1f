'use strict';
// How `require` finds files: Module._resolveFilename, _resolveLookupPaths, _findPath and _nodeModulePaths, in JavaScript
// because programs replace them; the look-ups themselves are native.
// https://nodejs.org/api/modules.html#all-together

const {
  ArrayIsArray, ArrayPrototypeConcat, ArrayPrototypeIncludes, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSlice,
  ObjectKeys, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeLastIndexOf, StringPrototypeSlice,
} = primordials;
const { Module, parentOf, dirname } = require('internal/modules/cjs');
const builtins = require('internal/modules/builtins');

const modulePaths = [];

function isRelative(request) {
  if (request[0] !== '.') return false;
  const { length } = request;
  return length === 1 || request[1] === '/' || (request[1] === '.' && (length === 2 || request[2] === '/'));
}

/** What a native look-up met and Node warns about. */
function emitWarnings() {
  const warnings = ops.op_module_warnings();
  if (warnings === undefined) return;
  const { emitWarning } = require('internal/process/warning');
  for (let i = 0; i < warnings.length; i++) emitWarning(warnings[i].message, 'DeprecationWarning', warnings[i].code);
}

/** 0 for a file, 1 for a folder, negative if there is nothing. */
function stat(path) {
  return ops.op_module_stat(path);
}

// Whether a path is surely what `path.resolve` makes of it: the usual case, which does not need node:path.
function isResolved(path) {
  return typeof path === 'string' && path.length > 1 && path[0] === '/' && path[path.length - 1] !== '/' &&
    !StringPrototypeIncludes(path, '//') && !StringPrototypeIncludes(path, '/.');
}

/** The `node_modules` folders seen from a folder, nearest first. */
Module._nodeModulePaths = function(from) {
  if (!isResolved(from)) from = require('node/path').resolve(from);
  if (from === '/') return ['/node_modules'];
  const paths = [];
  let end = from.length;
  while (end > 0) {
    const slash = StringPrototypeLastIndexOf(from, '/', end - 1);
    if (StringPrototypeSlice(from, slash + 1, end) !== 'node_modules') {
      ArrayPrototypePush(paths, `${StringPrototypeSlice(from, 0, end)}/node_modules`);
    }
    end = slash;
  }
  ArrayPrototypePush(paths, '/node_modules');
  return paths;
};

/** The folders that a request is looked for in; null for a built-in module. */
Module._resolveLookupPaths = function(request, parent) {
  if (builtins.isBuiltin(request) && (builtins.hasBuiltinScheme(request) || builtins.isBareBuiltin(request))) return null;
  if (!isRelative(request)) {
    let paths = modulePaths;
    if (parent?.paths?.length) paths = ArrayPrototypeConcat(parent.paths, modulePaths);
    return paths.length > 0 ? ArrayPrototypeSlice(paths) : null;
  }
  // In a REPL there is no file to start from.
  if (!parent?.id || !parent.filename) return ArrayPrototypeConcat(['.'], Module._nodeModulePaths('.'), modulePaths);
  return [dirname(parent.filename)];
};

/** The file that `request` stands for in the first of `paths` that has it; false if none has. */
Module._findPath = function(request, paths, isMain, conditions) {
  if (request[0] === '/') paths = [''];
  else if (!paths || paths.length === 0) return false;
  const key = `${request}\x00${ArrayPrototypeJoin(paths, '\x00')}`;
  const known = Module._pathCache[key];
  if (known) return known;
  const found = ops.op_module_find_path(request, absolute(paths), ObjectKeys(Module._extensions), isMain === true, conditions);
  emitWarnings();
  if (found === undefined) return false;
  Module._pathCache[key] = found;
  return found;
};

// Folders are relative to the working directory in a REPL and in `require.resolve`'s option only.
function absolute(paths) {
  let copy = paths;
  for (let i = 0; i < paths.length; i++) {
    if (paths[i] !== '' && paths[i][0] !== '/') {
      if (copy === paths) copy = ArrayPrototypeSlice(paths);
      copy[i] = require('node/path').resolve(paths[i]);
    }
  }
  return copy;
}

/** The folders to look in for `require.resolve(request, options)`. */
function lookupPaths(request, parent, options) {
  if (typeof options !== 'object' || options === null || options.paths === undefined) {
    return Module._resolveLookupPaths(request, parent);
  }
  if (!ArrayIsArray(options.paths)) {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_VALUE('options.paths', options.paths);
  }
  if (isRelative(request)) return options.paths;
  const paths = [];
  const fakeParent = new Module('', null);
  for (let i = 0; i < options.paths.length; i++) {
    fakeParent.paths = Module._nodeModulePaths(options.paths[i]);
    const more = Module._resolveLookupPaths(request, fakeParent);
    for (let j = 0; more !== null && j < more.length; j++) {
      if (!ArrayPrototypeIncludes(paths, more[j])) ArrayPrototypePush(paths, more[j]);
    }
  }
  return paths;
}

/** The files that lead to `parent` by `require`, nearest first. */
function requireStack(parent) {
  const stack = [];
  for (let cursor = parent; cursor; cursor = parentOf(cursor)) ArrayPrototypePush(stack, cursor.filename || cursor.id);
  return stack;
}

function notFound(request, parent) {
  const stack = requireStack(parent);
  let message = `Cannot find module '${request}'`;
  if (stack.length > 0) message = `${message}\nRequire stack:\n- ${ArrayPrototypeJoin(stack, '\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = stack;
  return error;
}

/** The file name (or the built-in's name) that `require(request)` in `parent` loads. */
Module._resolveFilename = function(request, parent, isMain, options) {
  if (builtins.isBuiltin(request)) return request;
  const conditions = options?.conditions;
  const paths = lookupPaths(request, parent, options);
  const file = parent?.filename;
  if (request[0] === '#' && (file || parent?.id === '<repl>')) {
    const from = file || `${ops.op_process_cwd()}/`;
    const found = ops.op_module_find_imports(request, from, conditions);
    emitWarnings();
    if (found !== undefined) return found;
  }
  if (file && !isRelative(request) && request[0] !== '/') {
    const own = ops.op_module_find_self(request, file, conditions);
    emitWarnings();
    if (own !== undefined) return own;
  }
  const filename = Module._findPath(request, paths, isMain, conditions);
  if (filename) return filename;
  throw notFound(request, parent);
};

function setGlobalFolders(folders) {
  modulePaths.length = 0;
  for (let i = 0; i < folders.length; i++) ArrayPrototypePush(modulePaths, folders[i]);
  Module.globalPaths = ArrayPrototypeSlice(modulePaths);
}

/** Reads NODE_PATH and HOME again. */
Module._initPaths = function() {
  const { env } = require('node/process');
  setGlobalFolders(ops.op_module_global_folders(env.NODE_PATH, env.HOME));
};
setGlobalFolders(ops.op_module_global_folders());

/** The fields of a folder's package.json that `require` looks at. */
Module._readPackage = function _readPackage(folder) {
  const path = StringPrototypeEndsWith(folder, '/') ? StringPrototypeSlice(folder, 0, -1) : folder;
  const config = ops.op_module_package_at(path);
  return config === undefined ? { __proto__: null, exists: false, pjsonPath: `${path}/package.json` } :
    { __proto__: null, exists: true, pjsonPath: config.path, ...config };
};

/** Loads the modules given by `--require`, as if the working directory had asked for them. */
Module._preloadModules = function(requests) {
  if (!ArrayIsArray(requests)) return;
  const { state } = require('internal/modules/cjs');
  state.isPreloading = true;
  const parent = new Module('internal/preload', null);
  try {
    parent.paths = Module._nodeModulePaths(ops.op_process_cwd());
  } catch (error) {
    if (error.code !== 'ENOENT') {
      state.isPreloading = false;
      throw error;
    }
  }
  for (let i = 0; i < requests.length; i++) parent.require(requests[i]);
  state.isPreloading = false;
};

module.exports = { stat, requireStack, isRelative, emitWarnings };
