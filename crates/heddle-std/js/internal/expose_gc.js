// The global function gc that --expose-gc asks for, with the options of V8's.
// https://nodejs.org/api/cli.html#--expose-gc
'use strict';

const { Error, ObjectDefineProperty, Promise } = primordials;

// Kinds of op_gc.
const kMajor = 0;
const kMinor = 1;

function kindOf(options) {
  if (typeof options !== 'object' || options === null) return options ? kMinor : kMajor;
  const { type } = options;
  if (type === 'major-snapshot') {
    const error = new Error('Heap snapshots are not supported');
    error.code = 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM';
    throw error;
  }
  return type === 'minor' ? kMinor : kMajor;
}

function collect(args) {
  if (args.length === 0) return ops.op_gc(kMajor);
  const options = args[0];
  const kind = kindOf(options);
  if (options?.execution !== 'async') return ops.op_gc(kind);
  return new Promise((resolve) => {
    require('node/timers').setImmediate(() => {
      ops.op_gc(kind);
      resolve();
    });
  });
}

/** Makes it. */
function expose() {
  ObjectDefineProperty(globalThis, 'gc', {
    __proto__: null,
    value: { gc() { return collect(arguments); } }.gc,
    configurable: false,
    enumerable: true,
    writable: true,
  });
}

module.exports = { expose };
