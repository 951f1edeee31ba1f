// util.styleText: a text in terminal colours.
// https://nodejs.org/api/util.html#utilstyletextformat-text-options
'use strict';

const {
  ArrayIsArray,
  NumberParseInt,
  ObjectGetOwnPropertyNames,
  RegExpPrototypeExec,
  StringPrototypeReplaceAll,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { inspect } = require('internal/util/inspect');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');

const hexColor = /^#(?:([\da-f])([\da-f])([\da-f])|([\da-f]{2})([\da-f]{2})([\da-f]{2}))$/i;

/** [start, end] codes of one format: a name of `inspect.colors`, or a hex colour. */
function codesOf(format) {
  if (typeof format === 'string' && format[0] === '#') {
    const match = RegExpPrototypeExec(hexColor, format);
    if (match === null) throw new ERR_INVALID_ARG_VALUE('format', format, 'must be a valid hex color (#RGB or #RRGGBB)');
    const part = (i) => NumberParseInt(match[i] !== undefined ? match[i] + match[i] : match[i + 3], 16);
    return [`38;2;${part(1)};${part(2)};${part(3)}`, 39];
  }
  const found = typeof format === 'string' ? inspect.colors[format] : undefined;
  if (found === undefined) validateOneOf(format, 'format', ObjectGetOwnPropertyNames(inspect.colors));
  return found;
}

function isStream(value) {
  if (value === null || typeof value !== 'object') return false;
  // A web stream, or a Node stream.
  return typeof value.getReader === 'function' || typeof value.getWriter === 'function' ||
    (typeof value.on === 'function' && (typeof value.write === 'function' || typeof value.pipe === 'function'));
}

function styleText(format, text, options) {
  const { validateStream = true, stream } = options ?? kEmptyObject;
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  validateBoolean(validateStream, 'options.validateStream');
  let skip = false;
  if (validateStream) {
    const target = stream ?? require('node/process').stdout;
    if (stream !== undefined && stream !== require('node/process').stdout && !isStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
    }
    skip = !require('internal/util/colors').shouldColorize(target);
  }

  const formats = ArrayIsArray(format) ? format : [format];
  let open = '';
  let close = '';
  for (let i = 0; i < formats.length; i++) {
    const key = formats[i];
    if (key === 'none') continue;
    const { 0: start, 1: end } = codesOf(key);
    if (skip) continue;
    open += `\u001b[${start}m`;
    close = `\u001b[${end}m${close}`;
    // Where the text ends the style itself, it is begun anew. Bold and dim end alike, so their end stays.
    const endCode = `\u001b[${end}m`;
    text = StringPrototypeReplaceAll(text, endCode, end === 22 ? `${endCode}\u001b[${start}m` : `\u001b[${start}m`);
  }
  return skip ? text : `${open}${text}${close}`;
}

module.exports = { styleText };
