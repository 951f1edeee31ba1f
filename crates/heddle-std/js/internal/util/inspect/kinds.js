// What util.inspect shows of each kind of object: its prefix, its keys, and the function that formats its contents.
'use strict';

const {
  ArrayPrototypeFilter,
  ArrayPrototypeSplice,
  ArrayPrototypeUnshift,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  DatePrototypeToISOString,
  DatePrototypeToString,
  FunctionPrototypeToString,
  MapPrototypeGetSize,
  NumberIsNaN,
  NumberPrototypeValueOf,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeToString,
  SetPrototypeGetSize,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  StringPrototypeValueOf,
  SymbolIterator,
  SymbolPrototypeValueOf,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;
const { isError } = require('internal/util');
const contents = require('internal/util/inspect/contents');
const { formatValue, getPrefix } = require('internal/util/inspect/core');
const { kArrayExtrasType, kObjectType } = require('internal/util/inspect/layout');
const { formatNumber, formatPrimitive } = require('internal/util/inspect/primitives');

const index = /^(0|[1-9][0-9]*)$/;
// Own keys that are not array indices.
function nonIndexKeys(getKeys, value, showHidden) {
  return ArrayPrototypeFilter(getKeys(value, showHidden), (key) => typeof key === 'symbol' ||
    RegExpPrototypeExec(index, key) === null || +key >= 4294967295);
}

const typedArrays = {
  __proto__: null,
  Uint8Array: true, Int8Array: true, Uint8ClampedArray: true, Uint16Array: true, Int16Array: true, Uint32Array: true,
  Int32Array: true, Float16Array: true, Float32Array: true, Float64Array: true, BigInt64Array: true, BigUint64Array: true,
};
const functionKinds = {
  __proto__: null,
  Function: true, AsyncFunction: true, GeneratorFunction: true, AsyncGeneratorFunction: true,
};
const boxedKinds = {
  __proto__: null,
  Number: NumberPrototypeValueOf,
  String: StringPrototypeValueOf,
  Boolean: BooleanPrototypeValueOf,
  BigInt: BigIntPrototypeValueOf,
  Symbol: SymbolPrototypeValueOf,
};

/**
 * How to show `value`: its whole text when nothing else is to be shown, else
 * { base, braces, extrasType, formatter, keys }.
 */
function describe(ctx, value, kind, constructor, tag, typedArray, getKeys, hasProtoProps, recurseTimes) {
  const hidden = ctx.showHidden;
  const shape = { base: '', braces: ['{', '}'], extrasType: kObjectType, formatter: undefined, keys: undefined };
  const bare = () => shape.keys.length === 0 && !hasProtoProps;

  if (value[SymbolIterator] || constructor === null) {
    if (kind === 'Array') {
      const prefix = constructor !== 'Array' || tag !== '' ? getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
      shape.keys = nonIndexKeys(getKeys, value, hidden);
      shape.braces = [`${prefix}[`, ']'];
      if (value.length === 0 && bare()) return `${shape.braces[0]}]`;
      shape.extrasType = kArrayExtrasType;
      shape.formatter = contents.formatArray;
      return shape;
    }
    if (kind === 'Set' || kind === 'Map') {
      const size = (kind === 'Set' ? SetPrototypeGetSize : MapPrototypeGetSize)(value);
      const prefix = getPrefix(constructor, tag, kind, `(${size})`);
      shape.keys = getKeys(value, hidden);
      shape.formatter = kind === 'Set' ? contents.formatSet : contents.formatMap;
      if (size === 0 && bare()) return `${prefix}{}`;
      shape.braces = [`${prefix}{`, '}'];
      return shape;
    }
    if (typedArrays[kind]) {
      const size = TypedArrayPrototypeGetLength(value);
      shape.keys = nonIndexKeys(getKeys, value, hidden);
      const fallback = constructor === null ? TypedArrayPrototypeGetSymbolToStringTag(value) : '';
      shape.braces = [`${getPrefix(constructor, tag, fallback, `(${size})`)}[`, ']'];
      if (size === 0 && shape.keys.length === 0 && !hidden) return `${shape.braces[0]}]`;
      shape.extrasType = kArrayExtrasType;
      shape.formatter = contents.formatTypedArray;
      return shape;
    }
    if (kind === 'MapIterator' || kind === 'SetIterator') {
      shape.keys = getKeys(value, hidden);
      const usual = kind === 'MapIterator' ? 'Map Iterator' : 'Set Iterator';
      shape.braces = [`[${tag !== usual && tag !== '' ? `${tag}] [` : ''}${usual}] {`, '}'];
      shape.formatter = contents.formatIterator;
      return shape;
    }
  }

  shape.keys = getKeys(value, hidden);
  if (kind === 'Arguments') shape.braces[0] = '[Arguments] {';
  else if (functionKinds[kind]) {
    shape.base = getFunctionBase(ctx, value, kind, constructor, tag);
    if (bare()) return ctx.stylize(shape.base, 'special');
  } else if (kind === 'RegExp') {
    shape.base = RegExpPrototypeToString(constructor !== null ? value : new RegExp(value));
    const prefix = getPrefix(constructor, tag, 'RegExp');
    if (prefix !== 'RegExp ') shape.base = `${prefix}${shape.base}`;
    const styled = ctx.stylize(shape.base, 'regexp');
    if (bare() || (recurseTimes > ctx.depth && ctx.depth !== null)) return styled;
    shape.base = styled;
  } else if (kind === 'Date') {
    shape.base = NumberIsNaN(DatePrototypeGetTime(value)) ? DatePrototypeToString(value) : DatePrototypeToISOString(value);
    const prefix = getPrefix(constructor, tag, 'Date');
    if (prefix !== 'Date ') shape.base = `${prefix}${shape.base}`;
    if (bare()) return ctx.stylize(shape.base, 'date');
  } else if (kind === 'Error' || (kind === 'Object' && isError(value))) {
    shape.base = require('internal/util/inspect/errors').formatError(value, constructor, tag, ctx, shape.keys);
    if (bare()) return shape.base;
  } else if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') {
    const prefix = getPrefix(constructor, tag, kind);
    if (typedArray !== undefined && bare()) {
      return `${prefix}{ [byteLength]: ${formatNumber(ctx.stylize, value.byteLength, false)} }`;
    }
    shape.braces[0] = `${prefix}{`;
    ArrayPrototypeUnshift(shape.keys, 'byteLength');
    shape.formatter = typedArray === undefined ? contents.formatArrayBuffer : undefined;
  } else if (kind === 'DataView') {
    shape.braces[0] = `${getPrefix(constructor, tag, 'DataView')}{`;
    ArrayPrototypeUnshift(shape.keys, 'byteLength', 'byteOffset', 'buffer');
  } else if (kind === 'Promise') {
    shape.braces[0] = `${getPrefix(constructor, tag, 'Promise')}{`;
    shape.formatter = contents.formatPromise;
  } else if (kind === 'WeakSet' || kind === 'WeakMap') {
    shape.braces[0] = `${getPrefix(constructor, tag, kind)}{`;
    shape.formatter = hidden ? contents.formatWeakEntries : contents.formatWeakCollection;
  } else if (kind === 'ModuleNamespace') {
    shape.braces[0] = `${getPrefix(constructor, tag, 'Module')}{`;
    const keys = shape.keys;
    shape.keys = [];
    shape.formatter = (context, namespace, depth) => contents.formatNamespace(context, namespace, depth, keys);
  } else if (boxedKinds[kind] !== undefined) {
    shape.base = getBoxedBase(value, kind, ctx, shape.keys, constructor, tag);
    if (bare()) return shape.base;
  } else if (constructor === 'Object') {
    if (tag !== '') shape.braces[0] = `${getPrefix(constructor, tag, 'Object')}{`;
    if (bare()) return `${shape.braces[0]}}`;
  } else {
    if (bare()) return kind === 'External' ? ctx.stylize('[External]', 'special') : `${getPrefix(constructor, tag, 'Object')}{}`;
    shape.braces[0] = `${getPrefix(constructor, tag, 'Object')}{`;
  }
  return shape;
}

const comments = /(\/\*[\s\S]*?\*\/|\/\/.*)/g;

function isClassSource(source) {
  if (!StringPrototypeStartsWith(source, 'class') || !StringPrototypeEndsWith(source, '}')) return false;
  // "class" may also be the beginning of a method's name: `class_(a) {}`.
  const rest = StringPrototypeSlice(source, 5, -1);
  const brace = StringPrototypeIndexOf(rest, '{');
  if (brace === -1) return false;
  if (!StringPrototypeIncludes(StringPrototypeSlice(rest, 0, brace), '(')) return true;
  return RegExpPrototypeExec(/^(\s+[^(]*?)\s*\{/, RegExpPrototypeSymbolReplace(comments, rest, '')) !== null;
}

function getFunctionBase(ctx, value, kind, constructor, tag) {
  if (isClassSource(FunctionPrototypeToString(value))) return getClassBase(value, constructor, tag);
  let base = `[${kind}`;
  if (constructor === null) base += ' (null prototype)';
  const { name } = value;
  if (name === '') base += ' (anonymous)';
  else base += `: ${typeof name === 'string' ? name : formatValue(ctx, name)}`;
  base += ']';
  if (constructor !== kind && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

function getClassBase(value, constructor, tag) {
  let base = `class ${ObjectPrototypeHasOwnProperty(value, 'name') && value.name || '(anonymous)'}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor === null) base += ' extends [null prototype]';
  else {
    const superName = ObjectGetPrototypeOf(value).name;
    if (superName) base += ` extends ${superName}`;
  }
  return `[${base}]`;
}

function getBoxedBase(value, kind, ctx, keys, constructor, tag) {
  const primitive = boxedKinds[kind](value);
  // The characters of a string are its first keys.
  if (kind === 'String') ArrayPrototypeSplice(keys, 0, primitive.length);
  let base = `[${kind}`;
  if (kind !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(ctx.stylizeNoColor, primitive, ctx)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  if (keys.length !== 0 || ctx.stylize === ctx.stylizeNoColor) return base;
  return ctx.stylize(base, StringPrototypeToLowerCase(kind));
}

module.exports = { describe };
