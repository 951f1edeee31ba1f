// The global navigator. https://nodejs.org/api/globals.html#navigator
'use strict';

const {
  ObjectDefineProperties, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeToUpperCase, Symbol, SymbolToStringTag,
} = primordials;

const kCreate = Symbol('kCreate');

// 'Linux x86_64' as browsers have it.
function platformName() {
  const platform = ops.op_process_platform();
  const arch = ops.op_process_arch();
  if (platform === 'darwin') return 'MacIntel';
  const name = `${StringPrototypeToUpperCase(platform[0])}${StringPrototypeSlice(platform, 1)}`;
  const machine = arch === 'x64' ? 'x86_64' : arch === 'ia32' ? 'i686' : arch === 'arm64' ? 'aarch64' : arch;
  return `${name} ${machine}`;
}

class Navigator {
  constructor(token) {
    if (token !== kCreate) throw new (require('internal/errors').codes.ERR_ILLEGAL_CONSTRUCTOR)();
  }
  /** Processors that this process may use. */
  get hardwareConcurrency() { return require('node/os').availableParallelism(); }
  /** Preferred language. */
  get language() { return new Intl.DateTimeFormat().resolvedOptions().locale; }
  get languages() { return primordials.ObjectFreeze([this.language]); }
  /** Locks that all threads of the process share. */
  get locks() { return require('internal/worker/locks').locks; }
  get platform() { return platformName(); }
  get userAgent() {
    const { node } = require('internal/process/versions');
    return `Node.js/${StringPrototypeSlice(node, 0, StringPrototypeIndexOf(node, '.'))}`;
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(Navigator.prototype, {
  hardwareConcurrency: enumerable,
  language: enumerable,
  languages: enumerable,
  locks: enumerable,
  platform: enumerable,
  userAgent: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'Navigator' },
});

module.exports = { Navigator, kCreate, navigator: new Navigator(kCreate) };
