// What in a message cannot be cloned, and where it stands. Loaded when a message was refused, or when objects were
// marked as uncloneable. No getters run here: the clone itself is what runs them, once.
'use strict';

const {
  ArrayIsArray, FunctionPrototypeToString, JSONStringify, MapPrototypeForEach, ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf, ObjectKeys, ObjectPrototypeToString, RegExpPrototypeExec, SafeSet, SetPrototypeForEach, String,
} = primordials;

function constructorName(value) {
  for (let object = value; object !== null; object = ObjectGetPrototypeOf(object)) {
    const constructor = ObjectGetOwnPropertyDescriptor(object, 'constructor')?.value;
    if (typeof constructor !== 'function') continue;
    const name = ObjectGetOwnPropertyDescriptor(constructor, 'name')?.value;
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}

/** A value as V8's messages show it. */
function describe(value) {
  if (typeof value === 'function') return FunctionPrototypeToString(value);
  if (typeof value === 'symbol') return String(value);
  try {
    const name = constructorName(value);
    return name === undefined ? ObjectPrototypeToString(value) : `#<${name}>`;
  } catch {
    // A proxy whose traps throw.
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

// Calls visit(value, path) for what a clone of `value` would write, until it returns true.
function walk(value, path, visit, seen) {
  if (visit(value, path)) return true;
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  const kind = ops.op_value_class(value);
  let found = false;
  if (kind === 'Map') {
    MapPrototypeForEach(value, (item, key) => {
      found ||= walk(key, `${path}.keys()`, visit, seen) || walk(item, `${path}.get(${keyText(key)})`, visit, seen);
    });
    return found;
  }
  if (kind === 'Set') {
    SetPrototypeForEach(value, (item) => { found ||= walk(item, `${path}.values()`, visit, seen); });
    return found;
  }
  const keys = primordials.ErrorIsError(value) ? ['cause', 'errors'] : ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const descriptor = ObjectGetOwnPropertyDescriptor(value, keys[i]);
    if (descriptor === undefined || !('value' in descriptor)) continue;
    const next = ArrayIsArray(value) ? `${path}[${keys[i]}]` : step(path, keys[i]);
    if (walk(descriptor.value, next, visit, seen)) return true;
  }
  return false;
}

/** `{ path, value }` of the first value in `root` that `test` accepts; undefined if there is none. */
function find(root, test) {
  let found;
  try {
    walk(root, '', (value, path) => {
      if (!test(value)) return false;
      found = { path, value };
      return true;
    }, new SafeSet());
  } catch {
    // Too deep for this stack, or a proxy that throws: the place stays unknown.
  }
  return found;
}

module.exports = { describe, find };
