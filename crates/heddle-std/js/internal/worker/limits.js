// What a worker may use at most: the options `resourceLimits` (Node's) and `limits` (ours). docs/limits.md
// https://nodejs.org/api/worker_threads.html#new-workerfilename-options
'use strict';

const { ArrayPrototypeIncludes, MathMax, ObjectKeys } = primordials;
const { codes } = require('internal/errors');
const { validateNumber, validateObject } = require('internal/validators');

const kResource = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
/** Node's least heap: less would not even start. */
const kLeastHeapMb = 2;
/** Members of `limits` that are another name for one of `resourceLimits`. */
const kOther = { __proto__: null, heapMb: 'maxOldGenerationSizeMb', stackMb: 'stackSizeMb' };
/** Members of `limits` that Node has no name for. */
const kOwn = ['externalMb', 'cpuMs', 'wallMs'];

// Numbers are taken, anything else is as if it was not there: that is how Node reads them.
function parseResource(given, limits) {
  if (typeof given !== 'object' || given === null) return;
  for (let i = 0; i < kResource.length; i++) {
    const value = given[kResource[i]];
    if (typeof value !== 'number') continue;
    limits[kResource[i]] = kResource[i] === 'maxOldGenerationSizeMb' ? MathMax(value, kLeastHeapMb) : value;
  }
}

function parseOwn(given, limits) {
  if (given === undefined) return;
  validateObject(given, 'options.limits');
  const names = ObjectKeys(given);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = given[name];
    const target = kOther[name] ?? name;
    if (kOther[name] === undefined && !ArrayPrototypeIncludes(kOwn, name)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`options.limits.${name}`, value, 'is not a limit');
    }
    if (value === undefined) continue;
    validateNumber(value, `options.limits.${name}`);
    if (!(value > 0)) throw new codes.ERR_OUT_OF_RANGE(`options.limits.${name}`, '> 0', value);
    if (limits[target] !== undefined) {
      throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR(`options.limits.${name}`, `options.resourceLimits.${target}`);
    }
    limits[target] = value;
  }
}

/** All limits that the options of a worker set or leave to their defaults, by name, in MB (and what their names say). */
function parse(options) {
  const given = { __proto__: null };
  parseResource(options.resourceLimits, given);
  parseOwn(options.limits, given);
  return ops.op_worker_limits_fill(given);
}

/** Those that Node has, as `worker.resourceLimits` and the worker's own `resourceLimits` show them. */
function resourceLimits(limits) {
  const shown = {};
  for (let i = 0; i < kResource.length; i++) shown[kResource[i]] = limits[kResource[i]];
  return shown;
}

module.exports = { parse, resourceLimits };
