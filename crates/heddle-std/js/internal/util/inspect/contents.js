// The contents of arrays, collections, buffers, promises and module namespaces for util.inspect.
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeSort,
  MapPrototypeForEach,
  MapPrototypeGetSize,
  MathMax,
  MathMin,
  NumberPrototypeToString,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  SetPrototypeForEach,
  SetPrototypeGetSize,
  StringPrototypeLastIndexOf,
  StringPrototypeReplace,
  StringPrototypeSlice,
  TypedArrayPrototypeGetLength,
  Uint8Array,
} = primordials;
const { formatProperty, formatValue } = require('internal/util/inspect/core');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('internal/util/inspect/layout');
const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');
const { iteratorPreview } = require('internal/util/value_class');

function remainingText(remaining) {
  return `... ${remaining} more item${remaining > 1 ? 's' : ''}`;
}
function shownLength(ctx, length) {
  return MathMin(MathMax(0, ctx.maxArrayLength), length);
}

function formatArray(ctx, value, recurseTimes) {
  const { length } = value;
  const shown = shownLength(ctx, length);
  const output = [];
  for (let i = 0; i < shown; i++) {
    if (!ObjectPrototypeHasOwnProperty(value, i)) return formatSparseArray(ctx, value, recurseTimes, shown, output, i);
    ArrayPrototypePush(output, formatProperty(ctx, value, recurseTimes, i, kArrayType));
  }
  if (length > shown) ArrayPrototypePush(output, remainingText(length - shown));
  return output;
}

const indexPattern = /^(0|[1-9][0-9]*)$/;
// A run of holes counts as one entry.
function formatSparseArray(ctx, value, recurseTimes, maxLength, output, i) {
  const keys = ObjectKeys(value);
  let next = i;
  for (; i < keys.length && output.length < maxLength; i++) {
    const key = keys[i];
    if (`${next}` !== key) {
      if (RegExpPrototypeExec(indexPattern, key) === null || +key > 2 ** 32 - 2) break;
      ArrayPrototypePush(output, emptyItems(ctx, key - next));
      next = +key;
      if (output.length === maxLength) break;
    }
    ArrayPrototypePush(output, formatProperty(ctx, value, recurseTimes, key, kArrayType));
    next++;
  }
  const remaining = value.length - next;
  if (output.length !== maxLength) {
    if (remaining > 0) ArrayPrototypePush(output, emptyItems(ctx, remaining));
  } else if (remaining > 0) ArrayPrototypePush(output, remainingText(remaining));
  return output;
}
function emptyItems(ctx, count) {
  return ctx.stylize(`<${count} empty item${count > 1 ? 's' : ''}>`, 'undefined');
}

function formatTypedArray(ctx, value, recurseTimes) {
  const length = TypedArrayPrototypeGetLength(value);
  const shown = shownLength(ctx, length);
  const output = [];
  const formatElement = length > 0 && typeof value[0] === 'number' ? formatNumber : formatBigInt;
  for (let i = 0; i < shown; i++) output[i] = formatElement(ctx.stylize, value[i], ctx.numericSeparator);
  if (length > shown) output[shown] = remainingText(length - shown);
  if (ctx.showHidden) {
    ctx.indentationLvl += 2;
    const keys = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'];
    for (let i = 0; i < keys.length; i++) {
      ArrayPrototypePush(output, `[${keys[i]}]: ${formatValue(ctx, value[keys[i]], recurseTimes, true)}`);
    }
    ctx.indentationLvl -= 2;
  }
  return output;
}

function formatArrayBuffer(ctx, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return [ctx.stylize('(detached)', 'special')];
  }
  // A detached buffer of SpiderMonkey can still be viewed, as empty.
  if (value.detached === true) return [ctx.stylize('(detached)', 'special')];
  const length = TypedArrayPrototypeGetLength(bytes);
  const shown = shownLength(ctx, length);
  let text = '';
  for (let i = 0; i < shown; i++) {
    text += `${i === 0 ? '' : ' '}${bytes[i] < 16 ? '0' : ''}${NumberPrototypeToString(bytes[i], 16)}`;
  }
  const remaining = length - shown;
  if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
}

function formatSet(ctx, value, recurseTimes) {
  const size = SetPrototypeGetSize(value);
  const shown = shownLength(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  let i = 0;
  SetPrototypeForEach(value, (entry) => {
    if (i++ < shown) ArrayPrototypePush(output, formatValue(ctx, entry, recurseTimes));
  });
  if (size > shown) ArrayPrototypePush(output, remainingText(size - shown));
  ctx.indentationLvl -= 2;
  return output;
}

function formatMap(ctx, value, recurseTimes) {
  const size = MapPrototypeGetSize(value);
  const shown = shownLength(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  let i = 0;
  MapPrototypeForEach(value, (entry, key) => {
    if (i++ < shown) {
      ArrayPrototypePush(output, `${formatValue(ctx, key, recurseTimes)} => ${formatValue(ctx, entry, recurseTimes)}`);
    }
  });
  if (size > shown) ArrayPrototypePush(output, remainingText(size - shown));
  ctx.indentationLvl -= 2;
  return output;
}

function formatEntryList(ctx, recurseTimes, entries) {
  const shown = shownLength(ctx, entries.length);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) output[i] = formatValue(ctx, entries[i], recurseTimes);
  ctx.indentationLvl -= 2;
  return { output, remaining: entries.length - shown };
}

// `entries` is a flat list of keys and values.
function formatPairList(ctx, recurseTimes, entries, format) {
  const length = entries.length / 2;
  const shown = shownLength(ctx, length);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) {
    output[i] = format(formatValue(ctx, entries[i * 2], recurseTimes), formatValue(ctx, entries[i * 2 + 1], recurseTimes));
  }
  ctx.indentationLvl -= 2;
  return { output, remaining: length - shown };
}

function formatIterator(ctx, value, recurseTimes, braces) {
  const preview = iteratorPreview(value);
  if (preview === undefined) return formatWeakCollection(ctx);
  const { 0: entries, 1: isKeyValue } = preview;
  let list;
  if (isKeyValue) {
    braces[0] = StringPrototypeReplace(braces[0], / Iterator\] \{$/, ' Entries] {');
    list = formatPairList(ctx, recurseTimes, entries, (key, entry) =>
      reduceToSingleString(ctx, [key, entry], '', ['[', ']'], kArrayExtrasType, recurseTimes));
  } else list = formatEntryList(ctx, recurseTimes, entries);
  if (list.remaining > 0) ArrayPrototypePush(list.output, remainingText(list.remaining));
  return list.output;
}

function formatWeakCollection(ctx) {
  return [ctx.stylize('<items unknown>', 'special')];
}

// Their order says when the collector ran, so they are sorted.
function formatWeakEntries(ctx, value, recurseTimes) {
  const preview = iteratorPreview(value);
  if (preview === undefined) return formatWeakCollection(ctx);
  const { 0: entries, 1: isKeyValue } = preview;
  const list = isKeyValue ? formatPairList(ctx, recurseTimes, entries, (key, entry) => `${key} => ${entry}`) :
    formatEntryList(ctx, recurseTimes, entries);
  ArrayPrototypeSort(list.output);
  if (list.remaining > 0) ArrayPrototypePush(list.output, remainingText(list.remaining));
  return list.output;
}

const kPending = 0;
const kRejected = 2;

function formatPromise(ctx, value, recurseTimes) {
  const { 0: state, 1: result } = ops.op_promise_state(value);
  if (state === kPending) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = formatValue(ctx, result, recurseTimes);
  ctx.indentationLvl -= 2;
  return [state === kRejected ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

function formatNamespace(ctx, value, recurseTimes, keys) {
  const output = [];
  for (let i = 0; i < keys.length; i++) {
    try {
      output[i] = formatProperty(ctx, value, recurseTimes, keys[i], kObjectType);
    } catch (error) {
      if (error?.name !== 'ReferenceError') throw error;
      // The binding exists but its module has not run yet: show the key with a mark instead of the value.
      const text = formatProperty(ctx, { [keys[i]]: '' }, recurseTimes, keys[i], kObjectType);
      const end = StringPrototypeLastIndexOf(text, ' ');
      output[i] = StringPrototypeSlice(text, 0, end + 1) + ctx.stylize('<uninitialized>', 'special');
    }
  }
  return output;
}

module.exports = {
  formatArray,
  formatArrayBuffer,
  formatIterator,
  formatMap,
  formatNamespace,
  formatPromise,
  formatSet,
  formatTypedArray,
  formatWeakCollection,
  formatWeakEntries,
};
