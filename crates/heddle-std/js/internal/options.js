'use strict';
// The command line's options (and NODE_OPTIONS') as parsed once by the native side.

let values;

/** The value of an option by its name with dashes: a boolean, string, number or array; undefined when not given. */
function getOptionValue(name) {
  values ??= ops.op_options_get();
  return values[name];
}

/** Names of the options that NODE_OPTIONS may hold. */
function environmentOptions() {
  return ops.op_options_environment();
}

module.exports = { getOptionValue, environmentOptions };
