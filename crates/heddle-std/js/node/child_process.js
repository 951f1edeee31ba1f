// node:child_process: importable with all its names, so that programs which only may start children load. Starting one
// is not supported yet: every function says so. https://nodejs.org/api/child_process.html
'use strict';

const { ObjectDefineProperty, ObjectSetPrototypeOf } = primordials;
const EventEmitter = require('node/events');
const { genericNodeError } = require('internal/errors');

function unsupported(name, caller) {
  const error = genericNodeError(`child_process.${name} is not yet supported by Heddle`, {
    __proto__: null, code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
  });
  primordials.ErrorCaptureStackTrace(error, caller);
  throw error;
}

/** A function of the module, with Node's name and number of parameters. */
function refuse(name, length) {
  const refusing = { [name](...args) { unsupported(name, refusing); } }[name];
  return ObjectDefineProperty(refusing, 'length', { __proto__: null, value: length, configurable: true });
}

/** https://nodejs.org/api/child_process.html#class-childprocess */
function ChildProcess() {
  unsupported('ChildProcess', ChildProcess);
}
ObjectSetPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(ChildProcess, EventEmitter);

module.exports = {
  _forkChild: refuse('_forkChild', 2),
  ChildProcess,
  exec: refuse('exec', 3),
  execFile: refuse('execFile', 4),
  execFileSync: refuse('execFileSync', 3),
  execSync: refuse('execSync', 2),
  fork: refuse('fork', 1),
  spawn: refuse('spawn', 3),
  spawnSync: refuse('spawnSync', 3),
};
