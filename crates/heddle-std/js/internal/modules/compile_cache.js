'use strict';
// `module.enableCompileCache` and its companions. Heddle keeps no compiled code on disk, and says so the way the API
// provides: it never throws, and reports a status with a message.
// https://nodejs.org/api/module.html#module-compile-cache

const { ObjectFreeze } = primordials;

const compileCacheStatus = { __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 };
/** `module.constants` */
const constants = { __proto__: null, compileCacheStatus };
ObjectFreeze(compileCacheStatus);
ObjectFreeze(constants);

function validateOptions(options) {
  if (options === undefined || typeof options === 'string') return;
  const { validateBoolean, validateObject, validateString } = require('internal/validators');
  validateObject(options, 'options');
  const { directory, portable } = options;
  if (directory !== undefined) validateString(directory, 'options.directory');
  if (portable !== undefined) validateBoolean(portable, 'options.portable');
}

/** Says that the cache is disabled by NODE_DISABLE_COMPILE_CACHE, or else that there is none. */
function enableCompileCache(options) {
  validateOptions(options);
  const { env } = require('node/process');
  if (env.NODE_DISABLE_COMPILE_CACHE) return { __proto__: null, status: compileCacheStatus.DISABLED };
  return {
    __proto__: null, status: compileCacheStatus.FAILED, message: 'Heddle does not support a compile cache on disk',
  };
}

/** The folder of the cache: none. */
function getCompileCacheDir() {
  return undefined;
}

/** Writes the cache to disk: there is nothing to write. */
function flushCompileCache() {}

module.exports = { constants, enableCompileCache, getCompileCacheDir, flushCompileCache };
