'use strict';
// Built-in modules as programs name them: `fs`, `node:fs`, `heddle:sync`.

const { ArrayPrototypePush, StringPrototypeIndexOf, StringPrototypeStartsWith } = primordials;

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
  const { bare, schemeOnly, own } = ops.op_module_builtins();
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

const loaded = { __proto__: null };

/** The exports of a built-in module; throws ERR_UNKNOWN_BUILTIN_MODULE if it does not exist, or not yet in Heddle. */
function loadBuiltin(specifier) {
  const url = builtinUrl(specifier);
  if (url in loaded) return loaded[url];
  const value = loaded[url] = require(ops.op_module_builtin_id(url));
  if (url === 'node:diagnostics_channel') {
    // Nobody can listen to `module.require` before having this module.
    require('internal/modules/cjs').traceRequire(value.tracingChannel('module.require'));
  }
  return value;
}

/** Whether this specifier is looked up among built-ins only, whatever `require.cache` says. */
function hasBuiltinScheme(specifier) {
  return typeof specifier === 'string' &&
    (StringPrototypeStartsWith(specifier, 'node:') || StringPrototypeStartsWith(specifier, 'heddle:'));
}

module.exports = {
  isBareBuiltin, isBuiltin, builtinModules, builtinUrl, loadBuiltin, hasBuiltinScheme,
};
