// Errors for util.inspect: the stack, made to name the class, without frames that are shown elsewhere.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  ErrorPrototypeToString,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeRepeat,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;
const { isError } = require('internal/util');
const { formatValue, getPrefix } = require('internal/util/inspect/core');

// A getter on the error may throw.
function read(error, key) {
  try {
    return error[key];
  } catch {
    return undefined;
  }
}

function getStackString(ctx, error) {
  const stack = read(error, 'stack');
  if (stack) {
    if (typeof stack === 'string') return stack;
    ArrayPrototypePush(ctx.seen, error);
    ctx.indentationLvl += 4;
    const text = formatValue({ ...ctx, compact: false }, stack);
    ctx.indentationLvl -= 4;
    ctx.seen.length--;
    return `${ErrorPrototypeToString(error)}\n    ${text}`;
  }
  try {
    return ErrorPrototypeToString(error);
  } catch {
    return 'Error';
  }
}

/** Whether the engine's stack already shows `key`, so that it is not listed again. */
function dropKeysInStack(ctx, keys, error, stack) {
  if (ctx.showHidden || keys.length === 0) return;
  const names = ['name', 'message', 'stack'];
  for (let i = 0; i < names.length; i++) {
    const position = ArrayPrototypeIndexOf(keys, names[i]);
    if (position === -1) continue;
    const value = read(error, names[i]);
    if (typeof value !== 'string' || StringPrototypeIncludes(stack, value)) ArrayPrototypeSplice(keys, position, 1);
  }
}

const leadingName = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/;
const plainName = /^([a-z_A-Z0-9-]*Error)$/;

/** Puts the class into the first line where the stack only has the name: "Foo [Error]: message". */
function improveStack(stack, constructor, name, tag) {
  let { length } = name;
  const named = StringPrototypeEndsWith(name, 'Error') && StringPrototypeStartsWith(stack, name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !named) return stack;
  let fallback = 'Error';
  if (constructor === null) {
    const start = RegExpPrototypeExec(leadingName, stack) || RegExpPrototypeExec(plainName, stack);
    fallback = (start && start[1]) || '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = StringPrototypeSlice(getPrefix(constructor, tag, fallback), 0, -1);
  if (name === prefix) return stack;
  const rest = StringPrototypeSlice(stack, length);
  if (!StringPrototypeIncludes(prefix, name)) return `${prefix} [${name}]${rest}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${rest}`;
}

/** The longest run of `a` that stands in `b` too, as { length, offset }; runs that end both lists are what callers share. */
function identicalSequenceRange(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const position = ArrayPrototypeIndexOf(b, a[i]);
    if (position === -1) continue;
    const rest = b.length - position;
    if (rest <= 3) continue;
    let length = 1;
    const max = rest < a.length - i ? rest : a.length - i;
    while (length < max && a[i + length] === b[position + length]) length++;
    if (length > 3) return { length, offset: i };
  }
  return { length: 0, offset: 0 };
}

// Recursion repeats the same frames: they are shown once, if that saves more than three lines.
function collapseRepeats(ctx, frames) {
  const result = [];
  for (let i = 0; i < frames.length;) {
    let best = 0;
    let bestRepeats = 0;
    const longest = (frames.length - i) >> 1;
    for (let length = 1; length <= longest; length++) {
      // A cheap test before the whole comparison.
      if (frames[i + length] !== frames[i]) continue;
      let end = i + length;
      while (end < frames.length && frames[end] === frames[end - length]) end++;
      const repeats = ((end - i - length) / length) | 0;
      if (repeats > 0 && repeats * length > 3 && repeats * length > best * bestRepeats) {
        best = length;
        bestRepeats = repeats;
      }
    }
    if (best === 0) {
      ArrayPrototypePush(result, frames[i++]);
      continue;
    }
    for (let j = 0; j < best; j++) ArrayPrototypePush(result, frames[i + j]);
    ArrayPrototypePush(result, ctx.stylize(
      `    ... collapsed ${best * bestRepeats} duplicate lines matching above ${best} lines ${bestRepeats} times...`, 'undefined'));
    i += best * (bestRepeats + 1);
  }
  return result;
}

function getStackFrames(ctx, error, stack) {
  let frames = StringPrototypeSplit(stack, '\n');
  const cause = read(error, 'cause');
  if (cause != null && isError(cause)) {
    const causeStack = getStackString(ctx, cause);
    const start = StringPrototypeIndexOf(causeStack, '\n    at');
    if (start !== -1) {
      const causeFrames = StringPrototypeSplit(StringPrototypeSlice(causeStack, start + 1), '\n');
      const { length, offset } = identicalSequenceRange(frames, causeFrames);
      if (length > 3) {
        const skipped = length - 2;
        ArrayPrototypeSplice(frames, offset + 1, skipped,
          ctx.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
      }
    }
  }
  if (frames.length > 10) frames = collapseRepeats(ctx, frames);
  return frames;
}

const builtInFrame = /^ {4}at (?:.* \()?(?:node|heddle):[^)]*:\d+:\d+\)?$/;
const nodeModules = /([/\\]node_modules[/\\])((?:@[^/\\]+[/\\])?[^/\\]+)(?=[/\\])/g;

/** Frames of built-in code grey, the part of the path that is the working folder grey, package names underlined. */
function colorFrame(ctx, line, cwd) {
  if (RegExpPrototypeExec(builtInFrame, line) !== null) return ctx.stylize(line, 'undefined');
  nodeModules.lastIndex = 0;
  let text = RegExpPrototypeSymbolReplace(nodeModules, line, (_, folder, name) => `${folder}${ctx.stylize(name, 'module')}`);
  if (cwd !== undefined) {
    let position = StringPrototypeIndexOf(text, cwd);
    if (position !== -1) {
      let prefix = cwd;
      if (StringPrototypeSlice(text, position - 7, position) === 'file://') {
        position -= 7;
        prefix = `file://${cwd}`;
      }
      const inParentheses = text[position - 1] === '(' ? 1 : 0;
      const start = position - inParentheses;
      const end = inParentheses && StringPrototypeEndsWith(text, ')') ? text.length - 1 : text.length;
      const rest = position + prefix.length + 1;
      text = StringPrototypeSlice(text, 0, start) + ctx.stylize(StringPrototypeSlice(text, start, rest), 'undefined') +
        StringPrototypeSlice(text, rest, end) + (end < text.length ? ctx.stylize(')', 'undefined') : '');
    }
  }
  return text;
}
function workingFolder() {
  try {
    return require('node/process').cwd();
  } catch {
    return undefined;
  }
}

/** The text of an error; takes keys out of `keys` that it shows, and adds those that are worth showing. */
function formatError(error, constructor, tag, ctx, keys) {
  const stackValue = getStackString(ctx, error);
  dropKeysInStack(ctx, keys, error, stackValue);
  if ('cause' in error && !ArrayPrototypeIncludes(keys, 'cause')) ArrayPrototypePush(keys, 'cause');
  if (ArrayIsArray(read(error, 'errors')) && !ArrayPrototypeIncludes(keys, 'errors')) ArrayPrototypePush(keys, 'errors');

  const nameValue = read(error, 'name');
  const name = nameValue != null ? `${nameValue}` : constructor === null ? 'Error' : '';
  let stack = improveStack(stackValue, constructor, name, tag);

  // The message itself may contain lines that look like frames.
  const message = read(error, 'message');
  const position = typeof message === 'string' && message !== '' ? StringPrototypeIndexOf(stack, message) : -1;
  const framesStart = StringPrototypeIndexOf(stack, '\n    at', position === -1 ? 0 : position + message.length);
  if (framesStart === -1) stack = `[${stack}]`;
  else {
    const head = StringPrototypeSlice(stack, 0, framesStart);
    const frames = getStackFrames(ctx, error, StringPrototypeSlice(stack, framesStart + 1));
    if (ctx.colors) {
      const cwd = workingFolder();
      for (let i = 0; i < frames.length; i++) frames[i] = colorFrame(ctx, frames[i], cwd);
    }
    stack = `${head}\n${ArrayPrototypeJoin(frames, '\n')}`;
  }
  if (ctx.indentationLvl !== 0) {
    stack = StringPrototypeReplaceAll(stack, '\n', `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`);
  }
  return stack;
}

module.exports = { formatError, identicalSequenceRange };
