// util.debuglog: messages on stderr for the sections named by NODE_DEBUG.
// https://nodejs.org/api/util.html#utildebuglogsection-callback
'use strict';

const {
  ArrayPrototypeJoin,
  ObjectDefineProperty,
  ReflectApply,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeReplaceAll,
  StringPrototypeSplit,
  StringPrototypeToUpperCase,
} = primordials;

let sections;
/** The pattern of NODE_DEBUG: names separated by commas, `*` for anything. */
function sectionPattern() {
  if (sections === undefined) {
    const value = ops.op_env_get('NODE_DEBUG');
    if (!value) sections = null;
    else {
      const text = RegExpPrototypeSymbolReplace(/[|\\{}()[\]^$+?.]/g, value, '\\$&');
      const list = StringPrototypeSplit(StringPrototypeReplaceAll(text, '*', '.*'), ',');
      sections = new RegExp(`^(?:${ArrayPrototypeJoin(list, '|')})$`, 'i');
    }
  }
  return sections;
}

function isEnabled(section) {
  const pattern = sectionPattern();
  return pattern !== null && RegExpPrototypeExec(pattern, section) !== null;
}

function warnOnSecrets(section) {
  if (section === 'HTTP' || section === 'HTTP2') {
    require('node/process').emitWarning(`Setting the NODE_DEBUG environment variable to '${section.toLowerCase()}' can expose ` +
      'sensitive data (such as passwords, tokens and authentication headers) in the resulting log.');
  }
}

/**
 * A function that logs if `set` is named in NODE_DEBUG. `callback` gets, on the first call, a faster function to use instead.
 */
function debuglog(set, callback) {
  set = StringPrototypeToUpperCase(set);
  let enabled;
  const isOn = () => (enabled ??= isEnabled(set));
  let write;

  function prepare() {
    if (!isOn()) {
      write = () => {};
      return;
    }
    warnOnSecrets(set);
    write = (args) => {
      const { formatWithOptionsInternal } = require('internal/util/inspect/format');
      const { pid } = require('node/process');
      require('internal/stdio').writeStderr(`${set} ${pid}: ${formatWithOptionsInternal(undefined, args)}\n`);
    };
  }

  const logger = (...args) => {
    if (write === undefined) {
      prepare();
      if (typeof callback === 'function') callback((...rest) => write(rest));
    }
    ReflectApply(write, undefined, [args]);
  };
  ObjectDefineProperty(logger, 'enabled', { __proto__: null, get: isOn, configurable: true, enumerable: true });
  return logger;
}

module.exports = { debuglog };
