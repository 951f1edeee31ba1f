// node:child_process. https://nodejs.org/api/child_process.html
'use strict';

const { SymbolDispose } = primordials;
const { AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const { nextTick } = require('internal/ticks');
const { normalizeSpawn, signalNumber, validateTimeout } = require('internal/child/options');
const { ChildProcess } = require('internal/child/process');
const { addPromisified, execFile: execute, readExecArguments } = require('internal/child/exec');

/** https://nodejs.org/api/child_process.html#child_processspawncommand-args-options */
function spawn(file, args, options) {
  options = normalizeSpawn(file, args, options);
  validateTimeout(options.timeout);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  const killSignal = signalNumber(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) killAfter(child, options.timeout, killSignal);
  if (options.signal) abortWith(child, options.signal, killSignal);
  return child;
}

function killAfter(child, timeout, killSignal) {
  const { setTimeout, clearTimeout } = require('internal/timers');
  let timer = setTimeout(() => {
    if (timer === null) return;
    timer = null;
    try {
      if (child.kill(killSignal)) require('internal/child/exit_reason').noteCause(child, 'timeout');
    } catch (error) {
      child.emit('error', error);
    }
  }, timeout);
  child.once('exit', () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
  });
}

function abortWith(child, signal, killSignal) {
  const onAbort = () => {
    try {
      if (!child.kill(killSignal)) return;
      require('internal/child/exit_reason').noteCause(child, 'abort');
      child.emit('error', new AbortError(undefined, { cause: signal.reason }));
    } catch (error) {
      child.emit('error', error);
    }
  };
  if (signal.aborted) {
    nextTick(onAbort);
    return;
  }
  const listening = require('internal/events/abort_listener').addAbortListener(signal, onAbort);
  child.once('exit', listening[SymbolDispose]);
}

/** https://nodejs.org/api/child_process.html#child_processexecfilefile-args-options-callback */
function execFile(file, args, options, callback) {
  return execute(spawn, file, args, options, callback);
}

/** https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback */
function exec(command, options, callback) {
  const read = readExecArguments(command, options, callback);
  return module.exports.execFile(read.file, read.options, read.callback);
}

const sync = () => require('internal/child/sync');

/** https://nodejs.org/api/child_process.html#child_processspawnsynccommand-args-options */
function spawnSync(file, args, options) {
  return sync().spawnSync(file, args, options);
}

/** https://nodejs.org/api/child_process.html#child_processexecfilesyncfile-args-options */
function execFileSync(file, args, options) {
  return sync().execFileSync(file, args, options);
}

/** https://nodejs.org/api/child_process.html#child_processexecsynccommand-options */
function execSync(command, options) {
  return sync().execSync(command, options);
}

/** https://nodejs.org/api/child_process.html#child_processforkmodulepath-args-options */
function fork(modulePath, args = [], options) {
  return require('internal/child/fork').fork(spawn, modulePath, args, options);
}

function _forkChild(fd, serializationMode) {
  require('internal/child/parent_channel').forkChild(fd, serializationMode);
}

module.exports = {
  _forkChild,
  ChildProcess,
  exec: addPromisified(exec),
  execFile: addPromisified(execFile),
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
};
