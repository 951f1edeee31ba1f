'use strict';
// process.allowedNodeEnvironmentFlags: the options that NODE_OPTIONS may hold. `has` accepts the spellings that the
// command line accepts. https://nodejs.org/api/process.html#processallowednodeenvironmentflags

const {
  ObjectFreeze, RegExpPrototypeExec, RegExpPrototypeSymbolReplace, SafeSet, Set, SetPrototypeAdd, SetPrototypeHas,
  StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const leadingDashes = /^--?/;
const trailingValue = /=.*$/;
const underscores = /_/g;

function withDashes(flag) {
  return RegExpPrototypeSymbolReplace(underscores, flag, '-');
}

function makeAllowedFlags() {
  const names = require('internal/options').environmentOptions();
  // The same without dashes, for `has('no-warnings')`.
  const bare = new SafeSet();

  class NodeEnvironmentFlagsSet extends Set {
    constructor() {
      super();
      for (let i = 0; i < names.length; i++) {
        SetPrototypeAdd(this, names[i]);
        bare.add(RegExpPrototypeSymbolReplace(leadingDashes, names[i], ''));
      }
    }

    // Read only: adding and deleting change nothing, as in Node.
    add() { return this; }
    delete() { return false; }
    clear() {}

    has(key) {
      if (typeof key !== 'string') return false;
      // Without dashes a name, with them an option that may carry its value.
      if (RegExpPrototypeExec(leadingDashes, key) === null) return bare.has(withDashes(key));
      const name = withDashes(RegExpPrototypeSymbolReplace(trailingValue, key, ''));
      if (SetPrototypeHas(this, name)) return true;
      return StringPrototypeStartsWith(name, '--no-') && SetPrototypeHas(this, `--${StringPrototypeSlice(name, 5)}`);
    }
  }
  return ObjectFreeze(new NodeEnvironmentFlagsSet());
}

module.exports = { makeAllowedFlags };
