// The formatter behind util.inspect: one value to text, by the kind of value that the engine says it is.
'use strict';

const {
  ArrayPrototypeFilter,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeSort,
  FunctionPrototypeCall,
  FunctionPrototypeSymbolHasInstance,
  Object,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyNames,
  ObjectGetOwnPropertySymbols,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypePropertyIsEnumerable,
  ObjectSetPrototypeOf,
  ReflectOwnKeys,
  RegExpPrototypeExec,
  SafeMap,
  SafeSet,
  String,
  StringPrototypeEndsWith,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeReplaceAll,
  SymbolFor,
  SymbolIterator,
  SymbolPrototypeGetDescription,
  SymbolToStringTag,
} = primordials;
const { isStackOverflowError } = require('internal/errors');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('internal/util/inspect/layout');
const { escapeUnquoted, formatPrimitive, quote } = require('internal/util/inspect/primitives');
const { classOf, proxyDetails } = require('internal/util/value_class');

module.exports = { isBuiltInObject, formatProperty, formatValue, getPrefix };

const kCustomInspect = SymbolFor('nodejs.util.inspect.custom');

let kinds;

/** Any value. `typedArray` says that an ArrayBuffer is shown as part of its view. */
function formatValue(ctx, value, recurseTimes, typedArray) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return formatPrimitive(ctx.stylize, value, ctx);

  const context = value;
  let proxies = 0;
  let kind = classOf(value);
  // Traps must not run: the target is shown, and asked, instead.
  for (; kind === 'Proxy'; kind = classOf(value)) {
    const details = proxyDetails(value);
    if (details[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy) return formatProxy(ctx, details, recurseTimes);
    value = details[0];
    proxies++;
  }

  if (ctx.customInspect) {
    const custom = value[kCustomInspect];
    if (typeof custom === 'function' && custom !== ctx.inspect && !isOwnPrototype(value)) {
      const depth = ctx.depth === null ? null : ctx.depth - recurseTimes;
      const isCrossContext = proxies > 0 || !FunctionPrototypeSymbolHasInstance(Object, context);
      const result = FunctionPrototypeCall(custom, context, depth, getUserOptions(ctx, isCrossContext), ctx.inspect);
      if (result !== context) {
        const text = result === null || typeof result !== 'object' ? `${typeof result === 'symbol' ? String(result) : result}` :
          formatValue(ctx, result, recurseTimes);
        return StringPrototypeReplaceAll(text, '\n', `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`);
      }
    }
  }

  // Inside its own output an object is named instead of shown again.
  if (ArrayPrototypeIncludes(ctx.seen, value)) {
    ctx.circular ??= new SafeMap();
    let index = ctx.circular.get(value);
    if (index === undefined) {
      index = ctx.circular.size + 1;
      ctx.circular.set(value, index);
    }
    return ctx.stylize(`[Circular *${index}]`, 'special');
  }

  let text = formatRaw(ctx, value, recurseTimes, kind, typedArray);
  for (; proxies > 0; proxies--) text = `${ctx.stylize('Proxy(', 'special')}${text}${ctx.stylize(')', 'special')}`;
  return text;
}

// `A.prototype` has A's custom inspect function, which expects an instance.
function isOwnPrototype(value) {
  const { constructor } = value;
  return constructor != null && constructor.prototype === value;
}

/** The options as a custom inspect function gets them, so that it can pass them on to util.inspect. */
function getUserOptions(ctx, isCrossContext) {
  const options = { stylize: ctx.stylize };
  const names = ObjectKeys(require('internal/util/inspect').inspectDefaultOptions);
  for (let i = 0; i < names.length; i++) options[names[i]] = ctx[names[i]];
  const user = { ...options, ...ctx.userOptions };
  if (!isCrossContext) return user;
  // Objects of this realm must not leak into another one, where their prototypes could be changed.
  ObjectSetPrototypeOf(user, null);
  const keys = ObjectKeys(user);
  for (let i = 0; i < keys.length; i++) {
    const value = user[keys[i]];
    if (value !== null && (typeof value === 'object' || typeof value === 'function')) delete user[keys[i]];
  }
  user.stylize = ObjectSetPrototypeOf((value, flavour) => {
    let text;
    try {
      text = `${ctx.stylize(value, flavour)}`;
    } catch {
      // Nothing of this realm's error may be seen.
    }
    return typeof text === 'string' ? text : value;
  }, null);
  return user;
}

function formatProxy(ctx, details, recurseTimes) {
  if (recurseTimes > ctx.depth && ctx.depth !== null) return ctx.stylize('Proxy [Array]', 'special');
  recurseTimes++;
  ctx.indentationLvl += 2;
  const output = [formatValue(ctx, details[0], recurseTimes), formatValue(ctx, details[1], recurseTimes)];
  ctx.indentationLvl -= 2;
  return reduceToSingleString(ctx, output, '', ['Proxy [', ']'], kArrayExtrasType, recurseTimes);
}

// Global classes of the language: their prototypes' own properties are not worth showing.
const kBuiltInObjects = 'Object Function Array Number Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ' +
  'ReferenceError SyntaxError TypeError URIError ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array ' +
  'Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap ' +
  'WeakSet WeakRef Proxy Reflect FinalizationRegistry SharedArrayBuffer SuppressedError DisposableStack AsyncDisposableStack';
let builtInObjects;
function isBuiltInObject(name) {
  builtInObjects ??= new SafeSet(primordials.StringPrototypeSplit(kBuiltInObjects, ' '));
  return builtInObjects.has(name);
}

/**
 * The name of the class that `object` is an instance of; null if it has none. With `protoProps` (showHidden), the
 * accessors and values that its prototypes add are written there.
 */
function getConstructorName(object, ctx, recurseTimes, protoProps) {
  let firstProto;
  const start = object;
  while (object) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '' &&
        isInstance(start, descriptor.value)) {
      if (protoProps !== undefined && (firstProto !== object || !isBuiltInObject(descriptor.value.name))) {
        addPrototypeProperties(ctx, start, firstProto || start, recurseTimes, protoProps);
      }
      return String(descriptor.value.name);
    }
    object = ObjectGetPrototypeOf(object);
    firstProto ??= object;
  }
  if (firstProto === null) return null;

  const name = internalName(start);
  if (recurseTimes > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
  const protoName = getConstructorName(firstProto, ctx, recurseTimes + 1, protoProps);
  if (protoName === null) {
    return `${name} <${ctx.inspect(firstProto, { ...optionsOf(ctx), customInspect: false, depth: -1 })}>`;
  }
  return `${name} <${protoName}>`;
}
function optionsOf(ctx) {
  const options = {};
  const names = ObjectKeys(require('internal/util/inspect').inspectDefaultOptions);
  for (let i = 0; i < names.length; i++) options[names[i]] = ctx[names[i]];
  return options;
}
function isInstance(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}
// The class that the engine knows an object by, whatever its prototype chain says.
function internalName(value) {
  switch (classOf(value)) {
    case 'AsyncFunction': case 'GeneratorFunction': case 'AsyncGeneratorFunction': return 'Function';
    case 'Arguments': case 'ModuleNamespace': case 'External': case undefined: return 'Object';
    default: return classOf(value);
  }
}

// Accessors and plain values of up to three user-defined prototypes; methods are left out.
function addPrototypeProperties(ctx, main, object, recurseTimes, output) {
  let depth = 0;
  let keys;
  let seenKeys;
  do {
    if (depth !== 0 || main === object) {
      object = ObjectGetPrototypeOf(object);
      if (object === null) break;
      const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
      if (descriptor !== undefined && typeof descriptor.value === 'function' && isBuiltInObject(descriptor.value.name)) break;
    }
    if (depth === 0) seenKeys = new SafeSet();
    else for (let i = 0; i < keys.length; i++) seenKeys.add(keys[i]);
    keys = ReflectOwnKeys(object);
    ArrayPrototypePush(ctx.seen, main);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'constructor' || ObjectPrototypeHasOwnProperty(main, key) || (depth !== 0 && seenKeys.has(key))) continue;
      const descriptor = ObjectGetOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const text = formatProperty(ctx, object, recurseTimes, key, kObjectType, descriptor, main);
      ArrayPrototypePush(output, ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    ArrayPrototypePop(ctx.seen);
  } while (++depth !== 3);
}

/** "Foo(2) [Map] " before a brace. `fallback` names the kind of value where no class does. */
function getPrefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    if (tag !== '' && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== '' && constructor !== tag) {
    // "Intl.Locale" says more than "Locale".
    if (isQualifiedName(tag, constructor)) return `${tag}${size} `;
    return `${constructor}${size} [${tag}] `;
  }
  return `${constructor}${size} `;
}

function isQualifiedName(tag, constructor) {
  return tag.length > constructor.length + 1 && StringPrototypeEndsWith(tag, `.${constructor}`);
}

function moveToFront(keys, first) {
  const front = ArrayPrototypeFilter(first, (key) => ArrayPrototypeIncludes(keys, key));
  for (let i = 0; i < keys.length; i++) if (!ArrayPrototypeIncludes(first, keys[i])) ArrayPrototypePush(front, keys[i]);
  return front;
}
function isErrorPosition(error, key) {
  return (key === 'fileName' || key === 'lineNumber' || key === 'columnNumber') && !ObjectPrototypePropertyIsEnumerable(error, key);
}

/** The keys to show: enumerable ones, or all with showHidden. */
function getKeys(value, showHidden) {
  const symbols = ObjectGetOwnPropertySymbols(value);
  if (showHidden) {
    let keys = ObjectGetOwnPropertyNames(value);
    // SpiderMonkey resolves these late, so that they come last; V8 has them first.
    if (typeof value === 'function') keys = moveToFront(keys, ['length', 'name', 'prototype']);
    // Kept by SpiderMonkey for every error; the stack says the same.
    else if (classOf(value) === 'Error') keys = ArrayPrototypeFilter(keys, (key) => !isErrorPosition(value, key));
    for (let i = 0; i < symbols.length; i++) ArrayPrototypePush(keys, symbols[i]);
    return keys;
  }
  let keys;
  try {
    keys = ObjectKeys(value);
  } catch {
    // A module namespace with bindings that are not initialised yet.
    keys = ObjectGetOwnPropertyNames(value);
  }
  for (let i = 0; i < symbols.length; i++) {
    if (ObjectPrototypePropertyIsEnumerable(value, symbols[i])) ArrayPrototypePush(keys, symbols[i]);
  }
  return keys;
}

function formatRaw(ctx, value, recurseTimes, kind, typedArray) {
  const protoProps = ctx.showHidden && (recurseTimes <= ctx.depth || ctx.depth === null) ? [] : undefined;
  const constructor = getConstructorName(value, ctx, recurseTimes, protoProps);
  let tag = value[SymbolToStringTag];
  // An own tag is shown as a property.
  if (typeof tag !== 'string' || (tag !== '' &&
      (ctx.showHidden ? ObjectPrototypeHasOwnProperty : ObjectPrototypePropertyIsEnumerable)(value, SymbolToStringTag))) tag = '';

  kinds ??= require('internal/util/inspect/kinds');
  const shape = kinds.describe(ctx, value, kind, constructor, tag, typedArray, getKeys,
    protoProps !== undefined && protoProps.length > 0, recurseTimes);
  if (typeof shape === 'string') return shape;
  const { braces, extrasType, formatter, keys } = shape;
  let { base } = shape;

  if (recurseTimes > ctx.depth && ctx.depth !== null) {
    const name = StringPrototypeSlice(getPrefix(constructor, tag, 'Object'), 0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }

  recurseTimes++;
  ArrayPrototypePush(ctx.seen, value);
  ctx.currentDepth = recurseTimes;
  let output;
  try {
    output = formatter === undefined ? [] : formatter(ctx, value, recurseTimes, braces);
    for (let i = 0; i < keys.length; i++) {
      ArrayPrototypePush(output, formatProperty(ctx, value, recurseTimes, keys[i], extrasType));
    }
    for (let i = 0; protoProps !== undefined && i < protoProps.length; i++) ArrayPrototypePush(output, protoProps[i]);
  } catch (error) {
    if (!isStackOverflowError(error)) throw error;
    ctx.seen.length = ArrayPrototypeIndexOf(ctx.seen, value);
    const name = StringPrototypeSlice(getPrefix(constructor, tag, 'Object'), 0, -1);
    return ctx.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }
  if (ctx.circular !== undefined) {
    const index = ctx.circular.get(value);
    if (index !== undefined) {
      const reference = ctx.stylize(`<ref *${index}>`, 'special');
      if (ctx.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
      else braces[0] = `${reference} ${braces[0]}`;
    }
  }
  ArrayPrototypePop(ctx.seen);

  if (ctx.sorted) {
    const comparator = ctx.sorted === true ? undefined : ctx.sorted;
    if (extrasType === kObjectType) ArrayPrototypeSort(output, comparator);
    else if (keys.length > 1) {
      // Elements keep their place, named properties are sorted.
      const first = output.length - keys.length;
      const named = ArrayPrototypeSort(primordials.ArrayPrototypeSlice(output, first), comparator);
      for (let i = 0; i < named.length; i++) output[first + i] = named[i];
    }
  }

  const text = reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value);
  // A budget per indentation keeps huge object graphs from exhausting memory.
  const used = (ctx.budget[ctx.indentationLvl] || 0) + text.length;
  ctx.budget[ctx.indentationLvl] = used;
  if (used > 2 ** 27) ctx.depth = -1;
  return text;
}

const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

/** One property: "key: value", or only the value for array elements. */
function formatProperty(ctx, value, recurseTimes, key, type, descriptor, original = value) {
  let text;
  let extra = ' ';
  descriptor ??= ObjectGetOwnPropertyDescriptor(value, key) || { value: value[key], configurable: true, enumerable: false };
  if (descriptor.value !== undefined) {
    const diff = ctx.compact !== true || type !== kObjectType ? 2 : 3;
    ctx.indentationLvl += diff;
    text = formatValue(ctx, descriptor.value, recurseTimes);
    if (diff === 3 && ctx.breakLength < require('internal/util/inspect/width').getStringWidth(text, ctx.colors)) {
      extra = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
    }
    ctx.indentationLvl -= diff;
  } else if (descriptor.get !== undefined) text = formatGetter(ctx, descriptor, recurseTimes, original);
  else if (descriptor.set !== undefined) text = ctx.stylize('[Setter]', 'special');
  else text = ctx.stylize('undefined', 'undefined');
  if (type === kArrayType) return text;
  return `${formatKey(ctx, key, descriptor.enumerable)}:${extra}${text}`;
}

function formatKey(ctx, key, enumerable) {
  if (typeof key === 'symbol') {
    const description = SymbolPrototypeGetDescription(key);
    const name = ctx.stylize(`Symbol(${description === undefined ? '' : escapeUnquoted(description)})`, 'symbol');
    return enumerable === false ? `[${name}]` : name;
  }
  if (key === '__proto__') return "['__proto__']";
  if (enumerable === false) return `[${escapeUnquoted(`${key}`)}]`;
  if (RegExpPrototypeExec(identifier, key) !== null) return ctx.stylize(key, 'name');
  return ctx.stylize(quote(`${key}`), 'string');
}

function formatGetter(ctx, descriptor, recurseTimes, original) {
  const { stylize } = ctx;
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  if (!(ctx.getters && (ctx.getters === true || (ctx.getters === 'get' && descriptor.set === undefined) ||
      (ctx.getters === 'set' && descriptor.set !== undefined)))) return stylize(`[${label}]`, 'special');
  let value;
  ctx.indentationLvl += 2;
  try {
    value = FunctionPrototypeCall(descriptor.get, original);
    if (value !== null && typeof value === 'object') {
      return `${stylize(`[${label}]`, 'special')} ${formatValue(ctx, value, recurseTimes)}`;
    }
    return `${stylize(`[${label}:`, 'special')} ${formatPrimitive(stylize, value, ctx)}${stylize(']', 'special')}`;
  } catch (error) {
    const text = formatValue(ctx, error, recurseTimes);
    return stylize(`[${label}: <Inspection threw (${text})>]`, 'special');
  } finally {
    ctx.indentationLvl -= 2;
  }
}
