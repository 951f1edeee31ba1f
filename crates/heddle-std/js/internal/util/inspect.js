// util.inspect and util.format: the public functions and their options. The formatter stands in internal/util/inspect/.
// https://nodejs.org/api/util.html#utilinspectobject-options
'use strict';

const {
  NumberPOSITIVE_INFINITY: Infinity,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectSeal,
  SymbolFor,
} = primordials;

const inspectDefaultOptions = ObjectSeal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});
const kOptionNames = ObjectKeys(inspectDefaultOptions);

function stylizeNoColor(text) {
  return text;
}

/** SGR codes by style: `inspect.styles` names the colour, `inspect.colors` holds its [start, end]. */
function stylizeWithColor(text, styleType) {
  const style = inspect.styles[styleType];
  if (style === undefined) return text;
  if (typeof style === 'function') return style(text);
  const color = inspect.colors[style];
  return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}

/** The state of one call: the options and what is being visited. */
function makeContext(options) {
  const ctx = {
    budget: { __proto__: null },
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    circular: undefined,
    userOptions: undefined,
    stylize: stylizeNoColor,
    stylizeNoColor,
    inspect,
    ...inspectDefaultOptions,
  };
  if (options !== undefined) applyOptions(ctx, options);
  return ctx;
}

function applyOptions(ctx, options) {
  const keys = ObjectKeys(options);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (ObjectPrototypeHasOwnProperty(inspectDefaultOptions, key) || key === 'stylize') ctx[key] = options[key];
    // Unknown ones are handed to custom inspect functions.
    else ctx.userOptions ??= options;
  }
}

function finishContext(ctx) {
  if (ctx.colors) {
    ctx.highlight = stylizeWithColor;
    ctx.stylize = stylizeWithColor;
  }
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  return ctx;
}

/** A readable text for any value. https://nodejs.org/api/util.html#utilinspectobject-options */
function inspect(value, opts) {
  let ctx;
  if (arguments.length > 1) {
    ctx = makeContext(undefined);
    // The legacy signature: (value, showHidden, depth, colors).
    if (arguments.length > 2) {
      if (arguments[2] !== undefined) ctx.depth = arguments[2];
      if (arguments.length > 3 && arguments[3] !== undefined) ctx.colors = arguments[3];
    }
    if (typeof opts === 'boolean') ctx.showHidden = opts;
    else if (opts) applyOptions(ctx, opts);
  } else ctx = makeContext(undefined);
  return require('internal/util/inspect/core').formatValue(finishContext(ctx), value, 0);
}

/** A context for callers that format several values with the same options. */
function contextFor(options) {
  return finishContext(makeContext(options));
}

inspect.custom = SymbolFor('nodejs.util.inspect.custom');
ObjectDefineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() { return inspectDefaultOptions; },
  set(options) {
    require('internal/validators').validateObject(options, 'options');
    ObjectAssign(inspectDefaultOptions, options);
  },
});

const kForeground = 39;
const kBackground = 49;
// https://en.wikipedia.org/wiki/ANSI_escape_code#SGR
inspect.colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, kForeground],
  red: [31, kForeground],
  green: [32, kForeground],
  yellow: [33, kForeground],
  blue: [34, kForeground],
  magenta: [35, kForeground],
  cyan: [36, kForeground],
  white: [37, kForeground],
  bgBlack: [40, kBackground],
  bgRed: [41, kBackground],
  bgGreen: [42, kBackground],
  bgYellow: [43, kBackground],
  bgBlue: [44, kBackground],
  bgMagenta: [45, kBackground],
  bgCyan: [46, kBackground],
  bgWhite: [47, kBackground],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, kForeground],
  redBright: [91, kForeground],
  greenBright: [92, kForeground],
  yellowBright: [93, kForeground],
  blueBright: [94, kForeground],
  magentaBright: [95, kForeground],
  cyanBright: [96, kForeground],
  whiteBright: [97, kForeground],
  bgGray: [100, kBackground],
  bgRedBright: [101, kBackground],
  bgGreenBright: [102, kBackground],
  bgYellowBright: [103, kBackground],
  bgBlueBright: [104, kBackground],
  bgMagentaBright: [105, kBackground],
  bgCyanBright: [106, kBackground],
  bgWhiteBright: [107, kBackground],
};

// Other names of the same styles; not enumerable, so that they are listed once.
function defineAlias(target, alias) {
  ObjectDefineProperty(inspect.colors, alias, {
    __proto__: null,
    get() { return this[target]; },
    set(value) { this[target] = value; },
    configurable: true,
    enumerable: false,
  });
}
const kAliases = [
  ['gray', 'grey'], ['gray', 'blackBright'], ['bgGray', 'bgGrey'], ['bgGray', 'bgBlackBright'], ['dim', 'faint'],
  ['strikethrough', 'crossedout'], ['strikethrough', 'strikeThrough'], ['strikethrough', 'crossedOut'],
  ['hidden', 'conceal'], ['inverse', 'swapColors'], ['inverse', 'swapcolors'], ['doubleunderline', 'doubleUnderline'],
];
for (let i = 0; i < kAliases.length; i++) defineAlias(kAliases[i][0], kAliases[i][1]);

function highlightRegExp(text) {
  return require('internal/util/inspect/regexp').highlightRegExp(text, highlightRegExp.colors);
}
highlightRegExp.colors = ['green', 'red', 'yellow', 'cyan', 'magenta'];

inspect.styles = ObjectAssign({ __proto__: null }, {
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: highlightRegExp,
  module: 'underline',
});

/** printf-like: https://nodejs.org/api/util.html#utilformatformat-args */
function format(...args) {
  return require('internal/util/inspect/format').formatWithOptionsInternal(undefined, args);
}

/** https://nodejs.org/api/util.html#utilformatwithoptionsinspectoptions-format-args */
function formatWithOptions(inspectOptions, ...args) {
  const { kValidateObjectAllowObjects, validateObject } = require('internal/validators');
  validateObject(inspectOptions, 'inspectOptions', kValidateObjectAllowObjects);
  return require('internal/util/inspect/format').formatWithOptionsInternal(inspectOptions, args);
}

module.exports = {
  contextFor,
  format,
  formatWithOptions,
  inspect,
  inspectDefaultOptions,
  kOptionNames,
  stylizeNoColor,
  stylizeWithColor,
  getStringWidth(text, removeControlChars) { return require('internal/util/inspect/width').getStringWidth(text, removeControlChars); },
  stripVTControlCharacters(text) { return require('internal/util/inspect/width').stripVTControlCharacters(text); },
};
