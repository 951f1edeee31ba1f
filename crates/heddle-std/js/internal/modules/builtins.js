'use strict';
// Built-in modules as programs name them: `fs`, `node:fs`, `heddle:sync`.

const {
  ArrayPrototypeIncludes, ArrayPrototypePush, SafeMap, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

// Names without `node:`, names that need it, and Heddle's own; each known once the native side has said so.
let names;

function lists() {
  return names ??= ops.op_module_builtins();
}

/** Whether a bare name ("fs") is a built-in module. */
function isBareBuiltin(name) {
  return typeof name === 'string' && ops.op_module_is_builtin(name, true);
}

/** Whether a specifier ("fs", "node:test", "heddle:sync") is a built-in module, be it supported yet or not. */
function isBuiltin(specifier) {
  return typeof specifier === 'string' && ops.op_module_is_builtin(specifier, false);
}

/** `module.builtinModules`. */
function builtinModules() {
  const { bare, schemeOnly, own } = lists();
  const all = [];
  for (let i = 0; i < bare.length; i++) ArrayPrototypePush(all, bare[i]);
  for (let i = 0; i < schemeOnly.length; i++) ArrayPrototypePush(all, `node:${schemeOnly[i]}`);
  for (let i = 0; i < own.length; i++) ArrayPrototypePush(all, own[i]);
  return all;
}

/** The URL of a built-in: `fs` is `node:fs`. */
function builtinUrl(specifier) {
  return StringPrototypeIndexOf(specifier, ':') === -1 ? `node:${specifier}` : specifier;
}

const loaded = new SafeMap();

/** The exports of a built-in module; throws ERR_UNKNOWN_BUILTIN_MODULE if it does not exist, or not yet in Heddle. */
function loadBuiltin(specifier) {
  const url = builtinUrl(specifier);
  if (loaded.has(url)) return loaded.get(url);
  const id = ops.op_module_builtin_id(url);
  const value = require(id);
  loaded.set(url, value);
  return value;
}

/** Names that `import * as x` of a built-in has besides `default`. */
function builtinExportNames(url) {
  const value = loadBuiltin(url);
  const list = [];
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return list;
  const keys = primordials.ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] !== 'default') ArrayPrototypePush(list, keys[i]);
  }
  return list;
}

function isScheme(specifier, scheme) {
  return StringPrototypeStartsWith(specifier, scheme);
}

/** What comes after `node:` or `heddle:`. */
function withoutScheme(specifier) {
  const colon = StringPrototypeIndexOf(specifier, ':');
  return colon === -1 ? specifier : StringPrototypeSlice(specifier, colon + 1);
}

/** Whether this specifier is looked up among built-ins only, whatever `require.cache` says. */
function hasBuiltinScheme(specifier) {
  return isScheme(specifier, 'node:') || isScheme(specifier, 'heddle:');
}

/** The built-ins that were loaded for programs. */
function loadedBuiltins() {
  const list = [];
  loaded.forEach((value, url) => ArrayPrototypePush(list, url));
  return list;
}

module.exports = {
  isBareBuiltin, isBuiltin, builtinModules, builtinUrl, loadBuiltin, builtinExportNames, hasBuiltinScheme, withoutScheme,
  loadedBuiltins, isOwn: (name) => ArrayPrototypeIncludes(lists().own, name),
};
