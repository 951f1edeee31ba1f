// Whether a stream is to be written in colours, and the few escape sequences that internal messages use.
'use strict';

const none = { __proto__: null, blue: '', green: '', white: '', yellow: '', red: '', gray: '', clear: '', reset: '', hasColors: false };
const some = {
  __proto__: null,
  blue: '\u001b[34m',
  green: '\u001b[32m',
  white: '\u001b[39m',
  yellow: '\u001b[33m',
  red: '\u001b[31m',
  gray: '\u001b[90m',
  clear: '\u001bc',
  reset: '\u001b[0m',
  hasColors: true,
};

/** Whether `stream` is a terminal that shows colours; FORCE_COLOR, NO_COLOR and NODE_DISABLE_COLORS decide first. */
function shouldColorize(stream) {
  const { env } = require('node/process');
  if (env.FORCE_COLOR !== undefined) {
    const { FORCE_COLOR } = env;
    return FORCE_COLOR === '' || FORCE_COLOR === '1' || FORCE_COLOR === 'true' || FORCE_COLOR === '2' || FORCE_COLOR === '3';
  }
  return stream?.isTTY === true && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true);
}

/** Whether descriptor 1 or 2 is shown in colours. Its stream is not made only to find out that it has none. */
function descriptorHasColors(fd) {
  const { getStream, streamTouched } = require('internal/stdio');
  if (!streamTouched(fd) && ops.op_env_get('FORCE_COLOR') === undefined && !ops.op_stdio_isatty(fd)) return false;
  return shouldColorize(getStream(fd === 1 ? 'stdout' : 'stderr'));
}

/** The escape sequences for stderr: empty strings if it has no colours. */
function getColors() {
  return descriptorHasColors(2) ? some : none;
}

module.exports = { descriptorHasColors, getColors, shouldColorize };
