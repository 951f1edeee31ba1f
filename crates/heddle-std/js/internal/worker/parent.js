// A worker's view of its parent: parentPort, workerData, environment data, limits.
'use strict';

const { start } = require('internal/process/state');

const isMainThread = start().isMainThread;
let data;
let port = null;
let limits;

function load() {
  if (data !== undefined) return data;
  data = { __proto__: null, ...ops.op_worker_self('data') };
  const { environmentData } = data;
  if (environmentData !== undefined) require('internal/worker/environment_data').restore(environmentData);
  return data;
}

function parentPort() {
  if (isMainThread || port !== null) return port;
  const made = require('internal/worker/message_port').newPort();
  return (port = ops.op_worker_self('port', made) === true ? made : null);
}

function resourceLimits() {
  if (limits !== undefined) return limits;
  return (limits = isMainThread ? {} : require('internal/worker/limits').resourceLimits(ops.op_worker_self('limits')));
}

/** The port keeps the worker alive no longer. */
function releasePort() {
  if (port !== null) port.unref();
}

module.exports = {
  releasePort,
  isMainThread,
  get parentPort() { return parentPort(); },
  get resourceLimits() { return resourceLimits(); },
  get workerData() { return isMainThread ? null : load().workerData; },
  load,
};
