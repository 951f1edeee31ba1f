// What a worker's parent may know of its thread while it is busy.
// https://nodejs.org/api/worker_threads.html#workercpuusageprev
'use strict';

const { NumberMAX_SAFE_INTEGER, PromiseReject, PromiseResolve } = primordials;
const { codes } = require('internal/errors');
const { validateNumber, validateObject } = require('internal/validators');

/** Of worker.cpuUsage(): a promise. */
function cpuUsage(id, prev) {
  if (prev) {
    validateObject(prev, 'prev');
    validateNumber(prev.user, 'prev.user', 0, NumberMAX_SAFE_INTEGER);
    validateNumber(prev.system, 'prev.system', 0, NumberMAX_SAFE_INTEGER);
  }
  const times = id === -1 ? undefined : ops.op_worker_cpu_usage(id);
  if (times === undefined) return PromiseReject(new codes.ERR_WORKER_NOT_RUNNING());
  const [user, system] = times;
  return PromiseResolve(prev ? { user: user - prev.user, system: system - prev.system } : { user, system });
}

/** Of worker.performance. https://nodejs.org/api/worker_threads.html#performanceeventlooputilizationutilization1-utilization2 */
function eventLoopUtilization(id, util1, util2) {
  const [running, idle] = ops.op_worker_loop_times(id);
  if (running === 0) return { idle: 0, active: 0, utilization: 0 };
  // A loop that started at 1, since 0 says that it has not.
  return require('internal/perf/node_timing').utilization(1, idle, running + 1, util1, util2);
}

module.exports = { cpuUsage, eventLoopUtilization };
