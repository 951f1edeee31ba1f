'use strict';
// Loads vendored npm packages: `requireVendored('readable-stream/lib/stream')`.
// Their relative imports resolve against their own id, bare names and replaced files by vendor/names.js.

const {
  ArrayPrototypeConcat, ArrayPrototypeJoin, ArrayPrototypePop, ArrayPrototypePush, ObjectKeys, ReflectApply,
  StringPrototypeEndsWith, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;
const { bare, replaced, scopes } = require('vendor/names');

const loaded = { __proto__: null };

function resolve(from, name) {
  const parts = StringPrototypeSplit(from, '/');
  ArrayPrototypePop(parts);
  const steps = StringPrototypeSplit(name, '/');
  for (let i = 0; i < steps.length; i++) {
    if (steps[i] === '..') ArrayPrototypePop(parts);
    else if (steps[i] !== '.') ArrayPrototypePush(parts, steps[i]);
  }
  const id = ArrayPrototypeJoin(parts, '/');
  return StringPrototypeEndsWith(id, '.js') ? StringPrototypeSlice(id, 0, -3) : id;
}

function requireVendored(id) {
  const known = loaded[id];
  if (known !== undefined) return known.exports;
  if (replaced[id] !== undefined) return require(replaced[id]);
  const module = loaded[id] = { __proto__: null, exports: {} };
  // Globals that the file shall see differently: parameters of the same names.
  const scope = scopes[id] === undefined ? undefined : require(scopes[id]);
  const names = scope === undefined ? [] : ObjectKeys(scope);
  const values = [];
  for (let i = 0; i < names.length; i++) values[i] = scope[names[i]];
  // The module's function, not called: the loader's own `require` knows no relative names.
  const run = ops.op_builtin_function(`vendor/${id}`, names);
  const requireFrom = (name) => {
    if (StringPrototypeStartsWith(name, './') || StringPrototypeStartsWith(name, '../')) {
      return requireVendored(resolve(id, name));
    }
    if (bare[name] === undefined) throw new Error(`${id} imports ${name}, which vendor/names.js does not name`);
    return require(bare[name]);
  };
  ReflectApply(run, undefined, ArrayPrototypeConcat(
    [module.exports, requireFrom, module, ops, primordials], values));
  return module.exports;
}

module.exports = { requireVendored };
