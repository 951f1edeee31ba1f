'use strict';
// `module.findPackageJSON`. https://nodejs.org/api/module.html#modulefindpackagejsonspecifier-base

const { StringPrototypeStartsWith } = primordials;
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { validateString } = require('internal/validators');

/** The package.json that governs `specifier`, seen from `base`; undefined if there is none. */
function findPackageJSON(specifier, base = 'data:') {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('specifier');
  const { URL, isURL } = require('web/url');
  const { fileURLToPath, pathToFileURL } = require('internal/url/file');
  const wanted = isURL(specifier) ? specifier.href : `${specifier}`;
  let parent;
  if (isURL(base)) parent = base.href;
  else {
    validateString(base, 'base');
    parent = base[0] === '/' ? pathToFileURL(base).href : new URL(base).href;
  }
  const first = wanted[0];
  if (first !== undefined && first !== '.' && first !== '/' && !StringPrototypeStartsWith(wanted, 'file:')) {
    // The root of a package, whatever its "exports" say.
    return ops.op_module_package_of(wanted, fileURLToPath(parent));
  }
  let target;
  try {
    target = ops.op_module_resolve(wanted, parent).url;
  } catch (error) {
    if (error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') throw error;
    target = StringPrototypeStartsWith(error.url, 'file:') && error.url[error.url.length - 1] !== '/' ? `${error.url}/` : error.url;
  }
  if (!StringPrototypeStartsWith(target, 'file:')) return undefined;
  return ops.op_module_package_scope(fileURLToPath(target))?.path;
}

module.exports = { findPackageJSON };
