// The Console class: a console over any streams.
// https://nodejs.org/api/console.html#class-console
'use strict';

const {
  FunctionPrototypeSymbolHasInstance,
  MapPrototypeForEach,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  SafeWeakMap,
  SymbolHasInstance,
  SymbolToStringTag,
} = primordials;
const { codes: { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR }, isStackOverflowError } = require('internal/errors');
const { bindMethods, defineState, kState, methods } = require('internal/console');

const kMaxGroupIndentation = 1000;
const noop = () => {};

/** Writes a text; errors of the stream end here unless `ignoreErrors` is false. */
function writeTo(stream, text, ignoreErrors = true) {
  if (ignoreErrors === false || typeof stream.once !== 'function') return stream.write(text);
  // Errors can come at once, as an event, or with the write's callback.
  const onWritten = (error) => {
    if (error != null && !stream._writableState?.errorEmitted && stream.listenerCount('error') === 0) stream.once('error', noop);
  };
  try {
    if (stream.listenerCount('error') === 0) stream.once('error', noop);
    stream.write(text, onWritten);
  } catch (error) {
    // There is no telling where it happened: it may not be the stream's.
    if (isStackOverflowError(error)) throw error;
  } finally {
    stream.removeListener('error', noop);
  }
}

const kNoOptions = { __proto__: null };

class ConsoleState {
  indent = '';
  counts = undefined;
  timers = undefined;
  constructor(console, indentWidth, colorMode, inspectOptionsOf) {
    this.console = console;
    this.indentWidth = indentWidth;
    this.colorMode = colorMode;
    this.inspectOptionsOf = inspectOptionsOf;
  }

  write(isError, text) {
    const { console } = this;
    writeTo(isError ? console._stderr : console._stdout, text, console._ignoreErrors);
  }

  inspectOptions(isError) {
    const stream = isError ? this.console._stderr : this.console._stdout;
    let { colorMode } = this;
    if (colorMode === 'auto') colorMode = require('internal/util/colors').shouldColorize(stream);
    const options = this.inspectOptionsOf(stream);
    if (options === undefined) return colorMode ? { colors: true } : kNoOptions;
    return options.colors === undefined ? { ...options, colors: colorMode } : options;
  }

  clear() {
    const { _stdout: stdout } = this.console;
    if (!stdout.isTTY || require('node/process').env.TERM === 'dumb') return;
    const { clearScreenDown, cursorTo } = require('node/readline');
    cursorTo(stdout, 0, 0);
    clearScreenDown(stdout);
  }
}

/** `inspectOptions` is one set for both streams, or a Map from stream to its set. */
function readInspectOptions(inspectOptions, colorMode) {
  if (inspectOptions === undefined) return () => undefined;
  const { validateObject } = require('internal/validators');
  validateObject(inspectOptions, 'options.inspectOptions');
  const check = (options) => {
    if (options.colors !== undefined && colorMode !== undefined) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
    }
  };
  if (!require('node/util/types').isMap(inspectOptions)) {
    check(inspectOptions);
    return () => inspectOptions;
  }
  const byStream = new SafeWeakMap();
  MapPrototypeForEach(inspectOptions, (options, stream) => {
    validateObject(options, 'options.inspectOptions');
    check(options);
    byStream.set(stream, options);
  });
  return (stream) => byStream.get(stream);
}

function Console(options /* or: stdout, stderr, ignoreErrors */) {
  // It may be called without `new`.
  if (!new.target) return new Console(...arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode, inspectOptions, groupIndentation } = options;
  if (!stdout || typeof stdout.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  const { validateInteger, validateOneOf } = require('internal/validators');
  if (colorMode !== undefined) validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);

  const hidden = (value) => ({ __proto__: null, value, writable: true, configurable: true });
  ObjectDefineProperties(this, {
    __proto__: null,
    _stdout: hidden(stdout),
    _stderr: hidden(stderr),
    _ignoreErrors: hidden(!!ignoreErrors),
    [SymbolToStringTag]: { __proto__: null, value: 'console', configurable: true },
  });
  defineState(this, new ConsoleState(this, groupIndentation ?? 2, colorMode ?? 'auto', readInspectOptions(inspectOptions, colorMode)));
  // A subclass's methods are bound, not those they override.
  bindMethods(this, this, ObjectKeys(Console.prototype));
}

const names = ObjectKeys(methods);
for (let i = 0; i < names.length; i++) Console.prototype[names[i]] = methods[names[i]];

// The global console has another prototype but counts as an instance.
ObjectDefineProperty(Console, SymbolHasInstance, {
  __proto__: null,
  value(instance) {
    if (this !== Console) return FunctionPrototypeSymbolHasInstance(this, instance);
    return instance !== null && typeof instance === 'object' && ObjectPrototypeHasOwnProperty(instance, kState);
  },
});

module.exports = { Console, writeTo };
