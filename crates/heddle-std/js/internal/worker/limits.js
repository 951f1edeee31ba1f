// What a worker may use at most: the options `resourceLimits` (Node's) and `limits` (ours). docs/limits.md
// https://nodejs.org/api/worker_threads.html#new-workerfilename-options
'use strict';

const { ArrayPrototypeIncludes, MathMax, NumberIsFinite, ObjectFreeze, ObjectKeys } = primordials;
const { codes } = require('internal/errors');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');

const kResource = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
/** Node's least heap: less would not even start. */
const kLeastHeapMb = 2;
/** Members of `limits` that are another name for one of `resourceLimits`. */
const kOther = { __proto__: null, heapMb: 'maxOldGenerationSizeMb', stackMb: 'stackSizeMb' };
/** Members of `limits` that Node has no name for. */
const kOwn = ['externalMb', 'cpuMs', 'wallMs'];
/** Those that the kernel holds, so that only a process can have them; the second are counted. */
const kOfProcess = ['memoryMb', 'fileSizeMb'];
const kCounts = ['openFiles', 'processes'];
/** What the engine holds, and its names in `worker.limits`. */
const kShown = {
  __proto__: null,
  maxOldGenerationSizeMb: 'heapMb', externalMb: 'externalMb', stackSizeMb: 'stackMb', cpuMs: 'cpuMs', wallMs: 'wallMs',
};
const kByEngine = ObjectFreeze(['engine']);

// Numbers are taken, anything else is as if it was not there: that is how Node reads them.
function parseResource(given, limits) {
  if (typeof given !== 'object' || given === null) return;
  for (let i = 0; i < kResource.length; i++) {
    const value = given[kResource[i]];
    if (typeof value !== 'number') continue;
    limits[kResource[i]] = kResource[i] === 'maxOldGenerationSizeMb' ? MathMax(value, kLeastHeapMb) : value;
  }
}

function parseOwn(given, limits, isolation) {
  if (given === undefined) return;
  validateObject(given, 'options.limits');
  const names = ObjectKeys(given);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = given[name];
    const target = kOther[name] ?? name;
    const isCount = ArrayPrototypeIncludes(kCounts, name);
    const isOfProcess = isCount || ArrayPrototypeIncludes(kOfProcess, name);
    if (!isOfProcess && kOther[name] === undefined && !ArrayPrototypeIncludes(kOwn, name)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`options.limits.${name}`, value, 'is not a limit');
    }
    if (value === undefined) continue;
    if (isOfProcess && isolation !== 'process') {
      throw new codes.ERR_INVALID_ARG_VALUE(`options.limits.${name}`, value, "needs isolation: 'process'");
    }
    if (isCount) validateInteger(value, `options.limits.${name}`, 1, 0x7fff_ffff);
    else validateNumber(value, `options.limits.${name}`);
    if (!(value > 0)) throw new codes.ERR_OUT_OF_RANGE(`options.limits.${name}`, '> 0', value);
    if (limits[target] !== undefined) {
      throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR(`options.limits.${name}`, `options.resourceLimits.${target}`);
    }
    limits[target] = value;
  }
}

/** All limits that the options of a worker set or leave to their defaults, by name, in MB (and what their names say). */
function parse(options, isolation) {
  const given = { __proto__: null };
  parseResource(options.resourceLimits, given);
  parseOwn(options.limits, given, isolation);
  return ops.op_worker_limits_fill(given);
}

/** Those that Node has, as `worker.resourceLimits` and the worker's own `resourceLimits` show them. */
function resourceLimits(limits) {
  const shown = {};
  for (let i = 0; i < kResource.length; i++) shown[kResource[i]] = limits[kResource[i]];
  return shown;
}

/**
 * `worker.limits`: each limit as `{ max, by }`, with what sees to it. `held`: those that the worker's process found the
 * kernel to hold.
 */
function describe(limits, held) {
  const shown = { __proto__: null };
  const names = ObjectKeys(kShown);
  const add = (name, max, by) => { shown[name] = ObjectFreeze({ __proto__: null, max, by }); };
  for (let i = 0; i < names.length; i++) {
    const max = limits[names[i]];
    if (NumberIsFinite(max)) add(kShown[names[i]], max, kByEngine);
  }
  for (let i = 0; i < held.length; i++) add(held[i][0], held[i][1], ObjectFreeze(held[i][2]));
  return ObjectFreeze(shown);
}

module.exports = { parse, resourceLimits, describe };
