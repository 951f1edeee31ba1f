// What in a message cannot be cloned, and where it stands. Loaded when a message was refused, or when objects were
// marked as uncloneable. No getters run here: the clone itself is what runs them, once.
'use strict';

const {
  ArrayBufferIsView, ArrayIsArray, FunctionPrototypeToString, JSONStringify, MapPrototypeForEach, ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf, ObjectKeys, ObjectPrototype, ObjectPrototypeToString, RegExpPrototypeExec,
  SafeSet, SetPrototypeForEach, SharedArrayBufferPrototypeGetGrowable, String, SymbolToStringTag,
} = primordials;

// The value of a data property, wherever it stands in the prototype chain.
function dataProperty(value, key) {
  for (let object = value; object !== null; object = ObjectGetPrototypeOf(object)) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, key);
    if (descriptor !== undefined) return descriptor.value;
  }
  return undefined;
}

function constructorName(value) {
  const constructor = dataProperty(value, 'constructor');
  if (typeof constructor !== 'function') return undefined;
  const name = ObjectGetOwnPropertyDescriptor(constructor, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** A value as V8's messages show it. */
function describe(value) {
  const { proxyDetails } = require('internal/util/value_class');
  for (let parts = proxyDetails(value); parts !== undefined; parts = proxyDetails(value)) value = parts[0];
  if (typeof value === 'function') {
    const text = FunctionPrototypeToString(value);
    const native = RegExpPrototypeExec(/^function ?(\S*) ?\(\) ?\{\s+\[native code\]\s+\}$/, text);
    return native === null ? text : `function ${native[1]}() { [native code] }`;
  }
  if (typeof value === 'symbol') return String(value);
  try {
    if (dataProperty(value, 'toString') === ObjectPrototype.toString) {
      const name = constructorName(value);
      if (name !== undefined) return `#<${name}>`;
    }
    const tag = dataProperty(value, SymbolToStringTag);
    return typeof tag === 'string' ? `[object ${tag}]` : ObjectPrototypeToString(value);
  } catch {
    // A prototype that is a proxy whose traps throw.
    return '#<Object>';
  }
}

function step(path, key) {
  if (RegExpPrototypeExec(/^[A-Za-z_$][\w$]*$/, key) === null) {
    return RegExpPrototypeExec(/^\d+$/, key) === null ? `${path}[${JSONStringify(key)}]` : `${path}[${key}]`;
  }
  return path === '' ? key : `${path}.${key}`;
}

function keyText(key) {
  return typeof key === 'string' ? JSONStringify(key) : typeof key === 'object' ? '…' : String(key);
}

// Calls visit(value, path) for what a clone of `value` would write, until it returns true; `trail` then holds the
// objects that the value stands in, each after its path.
function walk(value, path, visit, seen, trail) {
  if (visit(value, path)) return true;
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  const depth = trail.length;
  trail[depth] = path;
  trail[depth + 1] = value;
  const found = walkInside(value, path, visit, seen, trail);
  if (!found) trail.length = depth;
  return found;
}

function walkInside(value, path, visit, seen, trail) {
  // Nothing but numbers, and millions of them.
  if (ArrayBufferIsView(value)) return false;
  const kind = ops.op_value_class(value);
  let found = false;
  if (kind === 'Map') {
    MapPrototypeForEach(value, (item, key) => {
      found ||= walk(key, `${path}.keys()`, visit, seen, trail) ||
        walk(item, `${path}.get(${keyText(key)})`, visit, seen, trail);
    });
    return found;
  }
  if (kind === 'Set') {
    SetPrototypeForEach(value, (item) => { found ||= walk(item, `${path}.values()`, visit, seen, trail); });
    return found;
  }
  const keys = primordials.ErrorIsError(value) ? ['cause', 'errors'] : ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const descriptor = ObjectGetOwnPropertyDescriptor(value, keys[i]);
    if (descriptor === undefined || !('value' in descriptor)) continue;
    const next = ArrayIsArray(value) ? `${path}[${keys[i]}]` : step(path, keys[i]);
    if (walk(descriptor.value, next, visit, seen, trail)) return true;
  }
  return false;
}

/**
 * `{ path, value }` of the first value in `root` that `test` accepts, or of the outermost object around it that `owns`
 * accepts; undefined if there is none.
 */
function find(root, test, owns) {
  let found;
  const trail = [];
  try {
    walk(root, '', (value, path) => {
      if (!test(value)) return false;
      found = { path, value };
      return true;
    }, new SafeSet(), trail);
    for (let i = 0; owns !== undefined && i < trail.length; i += 2) {
      if (owns(trail[i + 1])) return { path: trail[i], value: trail[i + 1] };
    }
  } catch {
    // Too deep for this stack, or a proxy that throws: the place stays unknown.
  }
  return found;
}

/** Whether a value is one of a kind (`WebAssembly.Memory`, ...) that does not go to another process. */
function staysHere(value, kind) {
  if (typeof value !== 'object' || value === null) return false;
  const name = ops.op_value_class(value);
  if (kind === 'WebAssembly.Memory') return name === 'WasmMemory';
  if (kind !== 'SharedArrayBuffer') return name === kind;
  // Others than those that can grow do.
  if (ArrayBufferIsView(value)) return staysHere(value.buffer, kind);
  return name === kind && SharedArrayBufferPrototypeGetGrowable(value);
}

module.exports = { describe, find, staysHere };
