// Deep equality: loose (assert.deepEqual), strict (deepStrictEqual) and partial (partialDeepStrictEqual).
// https://nodejs.org/api/assert.html#comparison-details
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeFilter,
  ArrayPrototypePush,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  MapPrototypeForEach,
  MapPrototypeGet,
  MapPrototypeGetSize,
  MapPrototypeHas,
  NumberIsNaN,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertySymbols,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypePropertyIsEnumerable,
  ObjectPrototypeToString,
  RegExpPrototypeExec,
  RegExpPrototypeGetFlags,
  RegExpPrototypeGetSource,
  SafeMap,
  SafeSet,
  SetPrototypeForEach,
  SetPrototypeGetSize,
  SetPrototypeHas,
  StringPrototypeValueOf,
  SymbolPrototypeValueOf,
  Uint8Array,
} = primordials;
const { classOf } = require('internal/util/value_class');

const kLoose = 0;
const kStrict = 1;
const kPartial = 2;
const kStrictWithoutPrototypes = 3;

// A proxy is compared by what it shows, as an array or an ordinary object.
function kindOf(value) {
  const kind = classOf(value);
  if (kind === 'Proxy') return ArrayIsArray(value) ? 'Array' : 'Object';
  return kind;
}

const boxedValueOf = {
  __proto__: null,
  Number: NumberPrototypeValueOf,
  String: StringPrototypeValueOf,
  Boolean: BooleanPrototypeValueOf,
  BigInt: BigIntPrototypeValueOf,
  Symbol: SymbolPrototypeValueOf,
};

/** Whether `a` (actual) and `b` (expected) are equal; in partial mode whether `a` has all that `b` has. */
function isEqual(a, b, mode, memo) {
  if (a === b) return a !== 0 || mode === kLoose || ObjectIs(a, b);
  if (mode !== kLoose) {
    if (typeof a !== 'object') return typeof a === 'number' && NumberIsNaN(a) && NumberIsNaN(b);
    if (typeof b !== 'object' || a === null || b === null) return false;
    if (mode === kStrict && !isSameClass(a, b)) return false;
  } else {
    if (a === null || typeof a !== 'object') {
      // eslint-disable-next-line eqeqeq
      return (b === null || typeof b !== 'object') && (a == b || (NumberIsNaN(a) && NumberIsNaN(b)));
    }
    if (b === null || typeof b !== 'object') return false;
  }
  if (ObjectPrototypeToString(a) !== ObjectPrototypeToString(b)) return false;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  return isEqualKind(kind, a, b, mode, memo);
}

// Objects of one class are alike even if it is reached by different prototypes, as those of generators are.
function isSameClass(a, b) {
  const { constructor } = a;
  if (constructor === undefined || ObjectPrototypeHasOwnProperty(a, 'constructor')) {
    return ObjectGetPrototypeOf(a) === ObjectGetPrototypeOf(b);
  }
  return constructor === b.constructor;
}

function isEqualKind(kind, a, b, mode, memo) {
  switch (kind) {
    case 'Array': {
      if (mode === kPartial ? a.length < b.length : a.length !== b.length) return false;
      const aKeys = nonIndexKeys(a);
      const bKeys = nonIndexKeys(b);
      if (mode !== kPartial && aKeys.length !== bKeys.length) return false;
      return keyCheck(a, b, mode, memo, 'Array', bKeys);
    }
    case 'Object': case 'Arguments': case 'WeakRef':
      if (isUrl(a) && (!isUrl(b) || a.href !== b.href)) return false;
      return keyCheck(a, b, mode, memo);
    case 'Date': {
      const first = DatePrototypeGetTime(a);
      const second = DatePrototypeGetTime(b);
      if (first !== second && !(NumberIsNaN(first) && NumberIsNaN(second))) return false;
      break;
    }
    case 'RegExp':
      if (RegExpPrototypeGetSource(a) !== RegExpPrototypeGetSource(b) || RegExpPrototypeGetFlags(a) !== RegExpPrototypeGetFlags(b) ||
          a.lastIndex !== b.lastIndex) return false;
      break;
    case 'Error':
      // Their fields are usually not enumerable, but tell the errors apart.
      if (!isEqualErrorField(a, b, 'message', mode, memo) || !isEqualErrorField(a, b, 'name', mode, memo) ||
          !isEqualErrorField(a, b, 'cause', mode, memo) || !isEqualErrorField(a, b, 'errors', mode, memo)) return false;
      break;
    case 'ArrayBuffer': case 'SharedArrayBuffer':
      if (!isEqualBytes(new Uint8Array(a), new Uint8Array(b), mode)) return false;
      break;
    case 'DataView':
      if (!isEqualBytes(new Uint8Array(a.buffer, a.byteOffset, a.byteLength),
        new Uint8Array(b.buffer, b.byteOffset, b.byteLength), mode)) return false;
      break;
    case 'Set':
      if (mode === kPartial ? SetPrototypeGetSize(a) < SetPrototypeGetSize(b) :
        SetPrototypeGetSize(a) !== SetPrototypeGetSize(b)) return false;
      return keyCheck(a, b, mode, memo, 'Set');
    case 'Map':
      if (mode === kPartial ? MapPrototypeGetSize(a) < MapPrototypeGetSize(b) :
        MapPrototypeGetSize(a) !== MapPrototypeGetSize(b)) return false;
      return keyCheck(a, b, mode, memo, 'Map');
    case 'Number': case 'String': case 'Boolean': case 'BigInt': case 'Symbol':
      if (!ObjectIs(boxedValueOf[kind](a), boxedValueOf[kind](b))) return false;
      break;
    case 'WeakMap': case 'WeakSet': case 'Promise':
      // What they hold cannot be seen: only the same object is equal.
      return false;
    default:
      if (primordials.ArrayBufferIsView(a)) {
        if (!isEqualTypedArray(a, b, kind, mode)) return false;
        const bKeys = nonIndexKeys(b);
        if (mode !== kPartial && nonIndexKeys(a).length !== bKeys.length) return false;
        return keyCheck(a, b, mode, memo, undefined, bKeys);
      }
  }
  return keyCheck(a, b, mode, memo);
}

function isUrl(value) {
  return typeof value.href === 'string' && typeof value.protocol === 'string' && value.auth === undefined && value.path === undefined;
}

const indexPattern = /^(0|[1-9][0-9]*)$/;
function nonIndexKeys(value) {
  return ArrayPrototypeFilter(ObjectKeys(value), (key) => RegExpPrototypeExec(indexPattern, key) === null);
}

function isEqualErrorField(a, b, name, mode, memo) {
  const inA = ObjectPrototypeHasOwnProperty(a, name);
  const inB = ObjectPrototypeHasOwnProperty(b, name);
  if (name === 'cause' || name === 'errors') {
    if (inA !== inB) return mode === kPartial && !inB;
    return !inB || isEqual(a[name], b[name], mode === kLoose ? kStrict : mode, memo);
  }
  // An enumerable one is compared with the other keys.
  return ObjectPrototypePropertyIsEnumerable(a, name) && ObjectPrototypePropertyIsEnumerable(b, name) || a[name] === b[name];
}

/** In partial mode the bytes of `b` must stand in `a` in the same order. */
function isEqualBytes(a, b, mode) {
  const { length } = b;
  if (mode === kPartial) {
    let j = 0;
    for (let i = 0; i < a.length && j < length; i++) if (ObjectIs(a[i], b[j])) j++;
    return j === length;
  }
  if (a.length !== length) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function isEqualTypedArray(a, b, kind, mode) {
  if (kind[0] !== 'F' || mode === kPartial) return isEqualBytes(a, b, mode);
  if (a.length !== b.length) return false;
  // Floats are compared as numbers when loose (0 and -0 equal, NaN not), bit by bit otherwise.
  for (let i = 0; i < a.length; i++) if (mode === kLoose ? a[i] !== b[i] : !ObjectIs(a[i], b[i])) return false;
  return true;
}

function enumerableSymbols(value) {
  const symbols = ObjectGetOwnPropertySymbols(value);
  return symbols.length === 0 ? symbols : ArrayPrototypeFilter(symbols, (key) => ObjectPrototypePropertyIsEnumerable(value, key));
}

/** Compares keys, then contents, then the properties' values. */
function keyCheck(a, b, mode, memo, contents, bKeys) {
  if (bKeys === undefined) {
    bKeys = ObjectKeys(b);
    if (mode !== kPartial && bKeys.length !== ObjectKeys(a).length) return false;
  }
  for (let i = 0; i < bKeys.length; i++) {
    if (mode === kPartial ? !ObjectPrototypeHasOwnProperty(a, bKeys[i]) || !ObjectPrototypePropertyIsEnumerable(a, bKeys[i]) :
      !ObjectPrototypePropertyIsEnumerable(a, bKeys[i])) return false;
  }
  if (mode !== kLoose) {
    const symbols = enumerableSymbols(b);
    if (mode !== kPartial && symbols.length !== enumerableSymbols(a).length) return false;
    for (let i = 0; i < symbols.length; i++) {
      if (!ObjectPrototypePropertyIsEnumerable(a, symbols[i])) return false;
      ArrayPrototypePush(bKeys, symbols[i]);
    }
  }
  if (bKeys.length === 0 && (contents === undefined ||
      (contents === 'Array' && b.length === 0) ||
      (contents === 'Set' && SetPrototypeGetSize(b) === 0) || (contents === 'Map' && MapPrototypeGetSize(b) === 0))) return true;

  // A cycle is equal to a cycle that leads back to the object at the same place.
  if (memo === undefined) memo = { first: new SafeMap(), second: new SafeMap(), position: 0 };
  else {
    const seenA = memo.first.get(a);
    const seenB = memo.second.get(b);
    if (seenA !== undefined || seenB !== undefined) return seenA === seenB;
  }
  memo.position++;
  memo.first.set(a, memo.position);
  memo.second.set(b, memo.position);
  const equal = compareContents(a, b, mode, memo, contents, bKeys);
  memo.first.delete(a);
  memo.second.delete(b);
  return equal;
}

function compareContents(a, b, mode, memo, contents, keys) {
  if (contents === 'Set' && !isEqualSet(a, b, mode, memo)) return false;
  if (contents === 'Map' && !isEqualMap(a, b, mode, memo)) return false;
  if (contents === 'Array' && !isEqualElements(a, b, mode, memo)) return false;
  for (let i = 0; i < keys.length; i++) if (!isEqual(a[keys[i]], b[keys[i]], mode, memo)) return false;
  return true;
}

function isEqualElements(a, b, mode, memo) {
  if (mode === kPartial) {
    // The expected elements must be found in this order; others may stand between them.
    let j = 0;
    for (let i = 0; i < a.length && j < b.length; i++) {
      const isHole = a[i] === undefined && !ObjectPrototypeHasOwnProperty(a, i) && ObjectPrototypeHasOwnProperty(b, j);
      if (!isHole && isEqual(a[i], b[j], mode, memo)) j++;
    }
    return j === b.length;
  }
  for (let i = 0; i < a.length; i++) {
    const value = a[i];
    // A hole is not the same as undefined.
    if (value === undefined && ObjectPrototypeHasOwnProperty(a, i) !== ObjectPrototypeHasOwnProperty(b, i)) return false;
    if (b[i] === undefined && !ObjectPrototypeHasOwnProperty(b, i) && ObjectPrototypeHasOwnProperty(a, i)) return false;
    if (!isEqual(value, b[i], mode, memo)) return false;
  }
  return true;
}

const isObject = (value) => typeof value === 'object' && value !== null;

/** Whether a primitive that is not in the other collection may loosely equal one that is: '1' and 1. */
function mayEqualLoosely(value) {
  if (typeof value === 'symbol') return false;
  if (typeof value === 'number') return !NumberIsNaN(value);
  return true;
}

function isEqualSet(a, b, mode, memo) {
  let unmatched;
  let failed = false;
  SetPrototypeForEach(b, (value) => {
    if (failed || SetPrototypeHas(a, value)) return;
    if (!isObject(value) && (mode !== kLoose || !mayEqualLoosely(value))) failed = true;
    else ArrayPrototypePush(unmatched ??= [], value);
  });
  if (failed) return false;
  if (unmatched === undefined) return true;
  const candidates = [];
  SetPrototypeForEach(a, (value) => {
    if (!SetPrototypeHas(b, value) || mode === kPartial) ArrayPrototypePush(candidates, value);
  });
  return matchAll(unmatched, candidates, (expected, actual) => isEqual(actual, expected, mode, memo));
}

function isEqualMap(a, b, mode, memo) {
  let unmatched;
  let failed = false;
  MapPrototypeForEach(b, (value, key) => {
    if (failed) return;
    if (MapPrototypeHas(a, key)) {
      if (isEqual(MapPrototypeGet(a, key), value, mode, memo)) return;
      if (mode !== kLoose || isObject(key)) {
        failed = !isObject(key);
        if (failed) return;
      }
    } else if (!isObject(key) && (mode !== kLoose || !mayEqualLoosely(key))) {
      failed = true;
      return;
    }
    ArrayPrototypePush(unmatched ??= [], [key, value]);
  });
  if (failed) return false;
  if (unmatched === undefined) return true;
  const candidates = [];
  MapPrototypeForEach(a, (value, key) => {
    if (isObject(key) || mode === kLoose) ArrayPrototypePush(candidates, [key, value]);
  });
  return matchAll(unmatched, candidates, (expected, actual) =>
    isEqual(actual[0], expected[0], mode, memo) && isEqual(actual[1], expected[1], mode, memo));
}

// Each of `expected` takes one of `actual` for itself.
function matchAll(expected, actual, equal) {
  const taken = new SafeSet();
  for (let i = 0; i < expected.length; i++) {
    let found = false;
    for (let j = 0; j < actual.length && !found; j++) {
      if (!taken.has(j) && equal(expected[i], actual[j])) {
        taken.add(j);
        found = true;
      }
    }
    if (!found) return false;
  }
  return true;
}

function isDeepEqual(a, b) {
  return isEqual(a, b, kLoose, undefined);
}

/** https://nodejs.org/api/util.html#utilisdeepstrictequalval1-val2-options */
function isDeepStrictEqual(a, b, skipPrototype) {
  return isEqual(a, b, skipPrototype ? kStrictWithoutPrototypes : kStrict, undefined);
}

function isPartialStrictEqual(actual, expected) {
  return isEqual(actual, expected, kPartial, undefined);
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };
