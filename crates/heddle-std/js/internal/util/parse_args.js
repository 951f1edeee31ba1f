// util.parseArgs: command lines by a description of their options.
// https://nodejs.org/api/util.html#utilparseargsconfig
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ArrayPrototypeSlice,
  ArrayPrototypeUnshift,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  StringPrototypeCharAt,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const {
  codes: {
    ERR_INVALID_ARG_VALUE, ERR_PARSE_ARGS_INVALID_OPTION_VALUE, ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL, ERR_PARSE_ARGS_UNKNOWN_OPTION,
  },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray, validateUnion,
} = require('internal/validators');

// Own properties only: a tampered Object.prototype must not configure anything.
function own(object, key, fallback) {
  return ObjectPrototypeHasOwnProperty(object, key) ? object[key] ?? fallback : fallback;
}
function optionOf(options, name) {
  return ObjectPrototypeHasOwnProperty(options, name) ? options[name] : undefined;
}

/** The arguments of this program: after the script, or after the code of --eval and --print. */
function mainArgs() {
  const { argv, execArgv } = require('node/process');
  for (let i = 0; i < execArgv.length; i++) {
    const flag = execArgv[i];
    if (flag === '-e' || flag === '--eval' || flag === '-p' || flag === '--print' || flag === '-pe') return ArrayPrototypeSlice(argv, 1);
  }
  return ArrayPrototypeSlice(argv, 2);
}

function longOfShort(options, letter) {
  const names = ObjectKeys(options);
  for (let i = 0; i < names.length; i++) if (own(options[names[i]], 'short') === letter) return names[i];
  return letter;
}

function takesValue(options, name) {
  return own(optionOf(options, name) ?? kEmptyObject, 'type') === 'string';
}

const shortGroup = /^-[^-].+$/s;
const longWithValue = /^--([^=]+)=(.*)$/s;

/** What stands on the command line, piece by piece. */
function tokenize(args, options, allowNegative) {
  const tokens = [];
  const rest = ArrayPrototypeSlice(args);
  let index = -1;
  // Letters that were split from one argument share its index.
  let splitLetters = 0;
  while (rest.length > 0) {
    const arg = ArrayPrototypeShift(rest);
    const next = rest[0];
    if (splitLetters > 0) splitLetters--;
    else index++;

    if (arg === '--') {
      ArrayPrototypePush(tokens, { kind: 'option-terminator', index });
      for (let i = 0; i < rest.length; i++) ArrayPrototypePush(tokens, { kind: 'positional', index: ++index, value: rest[i] });
      break;
    }
    if (typeof arg === 'string' && arg.length === 2 && arg[0] === '-' && arg[1] !== '-') {
      const name = longOfShort(options, arg[1]);
      let value;
      let inlineValue;
      if (takesValue(options, name) && next !== undefined) {
        value = ArrayPrototypeShift(rest);
        inlineValue = false;
      }
      ArrayPrototypePush(tokens, { kind: 'option', name, rawName: arg, index, value, inlineValue });
      if (value !== undefined) index++;
      continue;
    }
    if (typeof arg === 'string' && RegExpPrototypeExec(shortGroup, arg) !== null) {
      const first = longOfShort(options, StringPrototypeCharAt(arg, 1));
      if (takesValue(options, first)) {
        ArrayPrototypePush(tokens,
          { kind: 'option', name: first, rawName: `-${arg[1]}`, index, value: StringPrototypeSlice(arg, 2), inlineValue: true });
        continue;
      }
      // "-abc" is "-a -b -c"; what follows a letter that takes a value is the value.
      const expanded = [];
      for (let i = 1; i < arg.length; i++) {
        const letter = StringPrototypeCharAt(arg, i);
        if (!takesValue(options, longOfShort(options, letter)) || i === arg.length - 1) ArrayPrototypePush(expanded, `-${letter}`);
        else {
          ArrayPrototypePush(expanded, `-${StringPrototypeSlice(arg, i)}`);
          break;
        }
      }
      for (let i = expanded.length - 1; i >= 0; i--) ArrayPrototypeUnshift(rest, expanded[i]);
      splitLetters = expanded.length;
      continue;
    }
    if (typeof arg === 'string' && arg.length > 2 && StringPrototypeStartsWith(arg, '--')) {
      const inline = RegExpPrototypeExec(longWithValue, arg);
      if (inline !== null) {
        ArrayPrototypePush(tokens,
          { kind: 'option', name: inline[1], rawName: `--${inline[1]}`, index, value: inline[2], inlineValue: true });
        continue;
      }
      const name = StringPrototypeSlice(arg, 2);
      let value;
      let inlineValue;
      if (takesValue(options, name) && next !== undefined) {
        value = ArrayPrototypeShift(rest);
        inlineValue = false;
      }
      ArrayPrototypePush(tokens, { kind: 'option', name, rawName: arg, index, value, inlineValue });
      if (value !== undefined) index++;
      continue;
    }
    ArrayPrototypePush(tokens, { kind: 'positional', index, value: arg });
  }
  if (allowNegative) for (let i = 0; i < tokens.length; i++) applyNegative(tokens[i], options);
  return tokens;
}

// "--no-color" is the option "color" with the value false, unless an option has that very name.
function applyNegative(token, options) {
  if (token.kind !== 'option' || !StringPrototypeStartsWith(token.rawName, '--no-')) return;
  if (optionOf(options, token.name) !== undefined) return;
  const name = StringPrototypeSlice(token.name, 3);
  const option = optionOf(options, name);
  if (option !== undefined && own(option, 'type') !== 'boolean') return;
  token.name = name;
  negated.add(token);
}
const negated = new primordials.SafeWeakSet();

function looksLikeOption(value) {
  return value.length > 1 && value[0] === '-';
}

function checkUsage(token, { allowPositionals, options, strict }) {
  const option = optionOf(options, token.name);
  if (option === undefined) {
    throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
  }
  const short = own(option, 'short');
  const label = `${short ? `-${short}, ` : ''}--${token.name}`;
  if (own(option, 'type') === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${label} <value>' argument missing`);
  }
  if (own(option, 'type') === 'boolean' && token.value !== undefined) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${label}' does not take an argument`);
  }
  // "--file --verbose" more likely lacks the file's name than means a file named "--verbose".
  if (strict && token.inlineValue === false && looksLikeOption(token.value)) {
    const example = StringPrototypeStartsWith(token.rawName, '--') ? `'${token.rawName}=-XYZ'` :
      `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${token.rawName}' argument is ambiguous.
Did you forget to specify the option argument for '${token.rawName}'?
To specify an option argument starting with a dash use ${example}.`);
  }
}

function store(token, options, values) {
  const { name } = token;
  if (name === '__proto__') return;
  const value = negated.has(token) ? false : token.value ?? true;
  if (own(optionOf(options, name) ?? kEmptyObject, 'multiple')) {
    if (values[name] === undefined) values[name] = [];
    ArrayPrototypePush(values[name], value);
  } else values[name] = value;
}

function validateOptions(options) {
  const names = ObjectKeys(options);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const option = options[name];
    validateObject(option, `options.${name}`);
    const type = own(option, 'type');
    validateUnion(type, `options.${name}.type`, ['string', 'boolean']);
    if (ObjectPrototypeHasOwnProperty(option, 'short')) {
      validateString(option.short, `options.${name}.short`);
      if (option.short.length !== 1) {
        throw new ERR_INVALID_ARG_VALUE(`options.${name}.short`, option.short, 'must be a single character');
      }
    }
    const multiple = own(option, 'multiple');
    if (ObjectPrototypeHasOwnProperty(option, 'multiple')) validateBoolean(option.multiple, `options.${name}.multiple`);
    const fallback = own(option, 'default');
    if (fallback === undefined) continue;
    const isText = type === 'string';
    if (multiple) (isText ? validateStringArray : validateBooleanArray)(fallback, `options.${name}.default`);
    else (isText ? validateString : validateBoolean)(fallback, `options.${name}.default`);
  }
}

function parseArgs(config = kEmptyObject) {
  const args = own(config, 'args') ?? mainArgs();
  const strict = own(config, 'strict', true);
  const allowPositionals = own(config, 'allowPositionals', !strict);
  const returnTokens = own(config, 'tokens', false);
  const allowNegative = own(config, 'allowNegative', false);
  const options = own(config, 'options', { __proto__: null });

  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  validateOptions(options);

  const tokens = tokenize(args, options, allowNegative);
  const result = { values: { __proto__: null }, positionals: [] };
  if (returnTokens) result.tokens = tokens;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind === 'option') {
      if (strict) checkUsage(token, { allowPositionals, options, strict });
      store(token, options, result.values);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      ArrayPrototypePush(result.positionals, token.value);
    }
  }
  const names = ObjectKeys(options);
  for (let i = 0; i < names.length; i++) {
    const fallback = own(options[names[i]], 'default');
    if (fallback !== undefined && result.values[names[i]] === undefined) result.values[names[i]] = fallback;
  }
  return result;
}

module.exports = { parseArgs };
