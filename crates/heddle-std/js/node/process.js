'use strict';
// The `process` object, made when user code first touches it. Members that are rarely used load their code when called.
// https://nodejs.org/api/process.html

const {
  Error, FunctionPrototypeCall, ObjectCreate, ObjectDefineProperty, ObjectFreeze, ReflectApply, SymbolFor,
  SymbolToStringTag,
} = primordials;
const EventEmitter = require('node/events');
const ticks = require('internal/ticks');
const { getOptionValue } = require('internal/options');
const processState = require('internal/process/state');
const { state } = processState;

const start = processState.start();

// For `Object.getPrototypeOf(process).constructor.name`, which inspect and test frameworks look at.
const constructor = { process: function () {} }.process;
const prototype = constructor.prototype = ObjectCreate(EventEmitter.prototype, {
  __proto__: null,
  constructor: { __proto__: null, value: constructor, writable: true, enumerable: false, configurable: true },
});
const process = module.exports = ObjectCreate(prototype);
state.process = process;
ticks.setProcess(process);

function define(name, value, writable = true, enumerable = true, configurable = true) {
  ObjectDefineProperty(process, name, { __proto__: null, value, writable, enumerable, configurable });
}

function accessor(name, get, set, enumerable = true, configurable = true) {
  ObjectDefineProperty(process, name, { __proto__: null, get, set, enumerable, configurable });
}

// An accessor that becomes a plain property with the value on first use, or with what the user assigns.
function lazy(name, make, writable = true, enumerable = true) {
  accessor(name, () => {
    const value = make();
    define(name, value, writable, enumerable);
    return value;
  }, writable ? (value) => define(name, value, true, enumerable) : undefined, enumerable);
}

// --- identity -----------------------------------------------------------------------------------------------------
const versions = () => require('internal/process/versions');
define('version', 'v26.10.0', false);
lazy('versions', () => versions().makeVersions(), false);
define('arch', ops.op_process_arch(), false);
define('platform', ops.op_process_platform(), false);
lazy('release', () => versions().makeRelease(), false);
lazy('config', () => versions().makeConfig(), false);
if (start.hasPermissions) lazy('permission', () => require('internal/process/permission').permission, false);
lazy('features', () => versions().makeFeatures(), false);
define('moduleLoadList', ObjectFreeze([]), false);

define('_rawDebug', function _rawDebug(...args) {
  ops.op_stdio_write(2, `${ReflectApply(require('internal/util/inspect').format, undefined, args)}\n`);
});

define('binding', function binding(name) {
  throw new Error(`No such module: ${name}`);
});
define('_linkedBinding', function _linkedBinding(name) {
  const error = new Error(`No such binding was linked: ${name}`);
  error.code = 'ERR_INVALID_MODULE';
  throw error;
});

FunctionPrototypeCall(EventEmitter, process);
define('domain', null, true);

accessor('_exiting', () => state.exiting, (value) => { state.exiting = value; });
accessor('exitCode', () => state.exitCode, processState.setExitCode, true, false);

// --- running ------------------------------------------------------------------------------------------------------
const methods = {
  dlopen(module, filename) {
    const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
    if (arguments.length < 2) {
      const error = new ERR_MISSING_ARGS('module', 'filename');
      error.message = 'process.dlopen needs at least 2 arguments';
      throw error;
    }
    const error = new Error(`Native add-ons are not supported: ${filename}`);
    error.code = 'ERR_DLOPEN_DISABLED';
    throw error;
  },
  uptime() { return ops.op_process_uptime(); },
  getActiveResourcesInfo() { return require('internal/timers').addActive(ops.op_loop_resources()); },
  reallyExit(code) { ops.op_process_exit(code | 0); },
  _kill(pid, signal) { return ops.op_process_kill(pid, signal); },
  loadEnvFile(path) { require('internal/process/env_file').loadEnvFile(path); },
  cpuUsage(previousValue) { return usage().cpuUsage(previousValue); },
  threadCpuUsage(previousValue) { return usage().threadCpuUsage(previousValue); },
  resourceUsage() { return usage().resourceUsage(); },
  memoryUsage() { return usage().memoryUsage(); },
  constrainedMemory() { return ops.op_process_memory_limits()[0]; },
  availableMemory() { return ops.op_process_memory_limits()[1]; },
  kill(pid, signal) { return require('internal/process/signals').kill(process, pid, signal); },
  exit(code) { require('internal/process/exit').exit(arguments.length !== 0, code); },
  execve(execPath, args, env) { return require('internal/process/credentials').execve(execPath, args, env); },
  ref(maybeRefable) { refable(maybeRefable, SymbolFor('nodejs.ref'), 'ref'); },
  unref(maybeRefable) { refable(maybeRefable, SymbolFor('nodejs.unref'), 'unref'); },
};
const usage = () => require('internal/process/usage');

function refable(object, symbol, name) {
  const method = object?.[symbol] ?? object?.[name];
  if (typeof method === 'function') ReflectApply(method, object, []);
}

for (const name in methods) define(name, methods[name]);
ObjectDefineProperty(process.memoryUsage, 'rss', {
  __proto__: null, value: function rss() { return ops.op_process_rss(); },
  writable: true, enumerable: true, configurable: true,
});
lazy('finalization', () => require('internal/process/finalization').createFinalization(process));

function hrtime(time) {
  return usage().hrtime(time);
}
hrtime.bigint = function bigint() { return usage().hrtimeBigInt(); };
define('hrtime', hrtime);

define('openStdin', function openStdin() {
  process.stdin.resume();
  return process.stdin;
});

define('getuid', function getuid() { return ops.op_process_get_id('getuid'); });
define('geteuid', function geteuid() { return ops.op_process_get_id('geteuid'); });
define('getgid', function getgid() { return ops.op_process_get_id('getgid'); });
define('getegid', function getegid() { return ops.op_process_get_id('getegid'); });
define('getgroups', function getgroups() { return ops.op_process_get_groups(); });

lazy('allowedNodeEnvironmentFlags', () => require('internal/process/flags').makeAllowedFlags());

define('setUncaughtExceptionCaptureCallback', ticks.setUncaughtExceptionCaptureCallback);
define('addUncaughtExceptionCaptureCallback', ticks.addUncaughtExceptionCaptureCallback);
define('hasUncaughtExceptionCaptureCallback', ticks.hasUncaughtExceptionCaptureCallback);
define('_fatalException', ticks.triggerUncaught);
define('emitWarning', function emitWarning(warning, type, code, ctor) {
  const { emitWarning: emit } = require('internal/process/warning');
  // The stack of a warning starts at the caller of this function.
  emit(warning, type, code, ctor, emitWarning);
});
define('nextTick', ticks.nextTick);
define('_tickCallback', ticks.runNextTicks);

const sourceMaps = () => require('internal/modules/source_maps');
accessor('sourceMapsEnabled', () => sourceMaps().isEnabled());
define('setSourceMapsEnabled', function setSourceMapsEnabled(enabled) {
  require('internal/validators').validateBoolean(enabled, 'enabled');
  sourceMaps().setSourceMapsSupport(enabled, { __proto__: null, nodeModules: enabled, generatedCode: enabled });
});
define('getBuiltinModule', function getBuiltinModule(id) {
  require('internal/validators').validateString(id, 'id');
  const { isBuiltin, loadBuiltin } = require('internal/modules/builtins');
  if (!isBuiltin(id)) return undefined;
  try {
    return loadBuiltin(id);
  } catch (error) {
    // Known to Node but not there yet: for the asker that is the same as unknown.
    if (error?.code === 'ERR_UNKNOWN_BUILTIN_MODULE') return undefined;
    throw error;
  }
});

// --- standard streams ---------------------------------------------------------------------------------------------
const streams = ['stdout', 'stdin', 'stderr'];
for (let i = 0; i < streams.length; i++) {
  const name = streams[i];
  // Replacing process.stdout is allowed, and console must notice: internal/stdio is told.
  accessor(name, () => require('internal/stdio').getStream(name), (value) => {
    require('internal/stdio').replaceStream(name, value);
    define(name, value, true, true);
  });
}

// --- process-wide state -------------------------------------------------------------------------------------------
define('abort', function abort() {
  if (!start.isMainThread) unsupported('process.abort()');
  ops.op_process_abort();
});
const credentials = ['umask', 'chdir', 'initgroups', 'setgroups', 'setegid', 'seteuid', 'setgid', 'setuid'];
for (let i = 0; i < credentials.length; i++) {
  const name = credentials[i];
  const method = {
    [name](...args) { return ReflectApply(require('internal/process/credentials')[name], undefined, args); },
  }[name];
  define(name, method);
}
define('cwd', function cwd() { return ops.op_process_cwd(); });

function unsupported(what) {
  const { codes: { ERR_WORKER_UNSUPPORTED_OPERATION } } = require('internal/errors');
  throw new ERR_WORKER_UNSUPPORTED_OPERATION(what);
}

lazy('env', () => {
  const { createEnv, copyStore, realStore } = require('internal/process/env');
  const own = ops.op_process_own_env();
  return createEnv(own === undefined ? realStore : copyStore(own));
});
accessor('title', () => ops.op_process_title(), (value) => {
  if (start.isMainThread) ops.op_process_set_title(`${value}`);
});
define('argv', start.argv);
define('execArgv', start.execArgv);
lazy('pid', () => ops.op_process_pid(), false);
accessor('ppid', () => ops.op_process_ppid(), undefined);
define('execPath', start.execPath);
define('debugPort', 9229);
define('argv0', start.argv0, false);
if (start.isMainThread && getOptionValue('--eval') !== undefined) define('_eval', getOptionValue('--eval'));
if (state.evalSource !== undefined) define('_eval', state.evalSource, false);
define('_preload_modules', getOptionValue('--require') ?? []);
// Later ones are set when the main module is loaded.
if (state.mainModule !== undefined) define('mainModule', state.mainModule);
lazy('report', () => require('internal/process/report').report);
ObjectDefineProperty(process, SymbolToStringTag, {
  __proto__: null, value: 'process', writable: false, enumerable: false, configurable: true,
});

// --- flags that are properties ------------------------------------------------------------------------------------
if (getOptionValue('--deprecation') === false) define('noDeprecation', true);
if (getOptionValue('--throw-deprecation')) define('throwDeprecation', true);
if (getOptionValue('--trace-deprecation')) define('traceDeprecation', true);
if (getOptionValue('--trace-warnings')) define('traceProcessWarnings', true, true, false);

// --- listeners that every process has -----------------------------------------------------------------------------
// Only events that look like signals load the signal code.
function startListeningIfSignal(event) {
  if (isSignalName(event) && start.isMainThread) require('internal/process/signals').startListening(event);
}
function stopListeningIfSignal(event) {
  if (isSignalName(event) && start.isMainThread) require('internal/process/signals').stopListening(event, process);
}
function isSignalName(event) {
  return typeof event === 'string' && event[0] === 'S' && event[1] === 'I' && event[2] === 'G';
}
process.on('newListener', startListeningIfSignal);
process.on('removeListener', stopListeningIfSignal);
const warningsOff = getOptionValue('--warnings') === false || ops.op_env_get('NODE_NO_WARNINGS') === '1';
if (!warningsOff) {
  process.on('warning', function onWarning(warning) { require('internal/process/warning').onWarning(warning); });
}
