// The entry of an isolate: decides how the program is loaded, and what happens when nothing is left to do.
// https://nodejs.org/api/cli.html#program-entry-point
'use strict';

const { globalThis, ObjectDefineProperty, PromisePrototypeThen } = primordials;

// The promise of the main module's evaluation, while it is an ES module.
let mainPromise;
let mainUrl;

/** Whether `url` is the main module: `import.meta.main`. */
function isMain(url) {
  return url === mainUrl;
}

/** Notes the URL of the main module. */
function setMainUrl(url) {
  mainUrl = url;
}

/** Runs an ES module as the main module; `source` instead of what the URL leads to. */
function importMain(url, source) {
  mainUrl = url;
  mainPromise = ops.op_module_import_url(url, source);
}

// Modules of --require and --import; a promise if there are any of the latter.
function preload() {
  const options = require('internal/options');
  const required = options.getOptionValue('--require');
  if (required !== undefined && required.length > 0) require('internal/modules/cjs').preload(required);
  const imported = options.getOptionValue('--import');
  if (imported === undefined || imported.length === 0) return undefined;
  const base = ops.op_module_path_to_url(`${ops.op_process_cwd()}/`);
  return preloadModules(imported, base);
}

async function preloadModules(specifiers, base) {
  for (let i = 0; i < specifiers.length; i++) {
    await ops.op_module_import(specifiers[i], base);
  }
}

function runEntry(kind, text) {
  switch (kind) {
    case 'builtin':
      require(text);
      return;
    case 'url':
      importMain(text);
      return;
    case 'source':
      require('internal/modules/eval').runSource(text);
      return;
    default: {
      const { 0: path, 1: isEsm, 2: url } = ops.op_module_resolve_main(text);
      if (isEsm) importMain(url);
      else require('internal/modules/cjs').runMain(path);
    }
  }
}

/** Runs the program. */
function runMain(kind, text) {
  if (require('internal/options').getOptionValue('--enable-source-maps') === true) {
    require('internal/modules/mapped_stack').setEnabled(true);
  }
  if (require('internal/options').getOptionValue('--expose-gc') === true) {
    ObjectDefineProperty(globalThis, 'gc', {
      __proto__: null, value: function gc() { ops.op_gc(); }, configurable: true, enumerable: false, writable: true,
    });
  }
  const loading = preload();
  if (loading === undefined) runEntry(kind, text);
  else PromisePrototypeThen(loading, () => runEntry(kind, text));
}

function processIfMade() {
  return require('internal/process_global').made();
}

/** Nothing is left to do: `beforeExit` may add something. */
function emitBeforeExit() {
  const process = processIfMade();
  if (process !== undefined && !process._exiting) process.emit('beforeExit', process.exitCode ?? 0);
}

function unsettledMain() {
  return mainPromise !== undefined && ops.op_promise_state(mainPromise)[0] === 0;
}

/** Emits `exit`; the exit code. 13: the main module still awaits at top level. */
function emitExit() {
  const process = processIfMade();
  if (process !== undefined && process._exiting) return +(process.exitCode ?? 0);
  let code;
  if (unsettledMain()) {
    code = 13;
    if (process === undefined || process.exitCode === undefined) warnUnsettled();
    else code = +process.exitCode;
  }
  if (process === undefined) return code ?? 0;
  process._exiting = true;
  if (code !== undefined && process.exitCode === undefined) process.exitCode = code;
  process.emit('exit', +(process.exitCode ?? 0));
  return +(process.exitCode ?? 0);
}

function warnUnsettled() {
  const where = mainUrl === undefined ? '' : ` at ${mainUrl}`;
  ops.op_stdio_write(2, `Warning: Detected unsettled top-level await${where}\n`);
}

module.exports = { runMain, emitBeforeExit, emitExit, isMain, importMain, setMainUrl };
