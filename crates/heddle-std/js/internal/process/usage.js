'use strict';
// Time, memory and processor use of the process and of this thread.

const { ArrayIsArray, BigInt, Float64Array, NumberMAX_SAFE_INTEGER } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateNumber, validateObject } = require('internal/validators');

// The op fills [seconds, nanoseconds]: one number could not hold both exactly.
const time = new Float64Array(2);

/** process.hrtime([time]) https://nodejs.org/api/process.html#processhrtimetime */
function hrtime(previous) {
  ops.op_process_hrtime(time);
  const seconds = time[0];
  const nanoseconds = time[1];
  if (previous === undefined) return [seconds, nanoseconds];
  if (!ArrayIsArray(previous)) throw new ERR_INVALID_ARG_TYPE('time', 'Array', previous);
  if (previous.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, previous.length);
  const difference = nanoseconds - previous[1];
  const borrow = difference < 0;
  return [seconds - previous[0] - (borrow ? 1 : 0), difference + (borrow ? 1e9 : 0)];
}

function hrtimeBigInt() {
  ops.op_process_hrtime(time);
  return BigInt(time[0]) * 1_000_000_000n + BigInt(time[1]);
}

/** process.memoryUsage() */
function memoryUsage() {
  const values = ops.op_process_memory_usage();
  return {
    rss: values[0],
    heapTotal: values[1],
    heapUsed: values[2],
    external: values[3],
    arrayBuffers: values[4],
  };
}

// `prevValue.user` and `.system`: non-negative numbers, checked in this order as in Node.
function validateUsage(previous) {
  validateObject(previous, 'prevValue');
  validateTime(previous.user, 'prevValue.user');
  validateTime(previous.system, 'prevValue.system');
}

function validateTime(value, name) {
  validateNumber(value, name);
  if (!(value >= 0 && value <= NumberMAX_SAFE_INTEGER)) {
    // A RangeError here, unlike the class of this code elsewhere.
    throw new ERR_INVALID_ARG_VALUE.RangeError(name, value);
  }
}

function usage(thread, previous) {
  if (previous) validateUsage(previous);
  const values = ops.op_process_cpu_usage(thread);
  if (!previous) return { user: values[0], system: values[1] };
  return { user: values[0] - previous.user, system: values[1] - previous.system };
}

/** process.cpuUsage([previousValue]) https://nodejs.org/api/process.html#processcpuusagepreviousvalue */
function cpuUsage(previous) {
  return usage(false, previous);
}

/** process.threadCpuUsage([previousValue]) */
function threadCpuUsage(previous) {
  return usage(true, previous);
}

const resourceNames = [
  'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize',
  'minorPageFault', 'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount',
  'voluntaryContextSwitches', 'involuntaryContextSwitches',
];

/** process.resourceUsage() */
function resourceUsage() {
  const values = ops.op_process_resource_usage();
  const result = {};
  for (let i = 0; i < resourceNames.length; i++) result[resourceNames[i]] = values[i];
  return result;
}

module.exports = { hrtime, hrtimeBigInt, memoryUsage, cpuUsage, threadCpuUsage, resourceUsage };
