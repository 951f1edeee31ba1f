// The entry of an isolate: decides how the program is loaded, and what happens when nothing is left to do.
// https://nodejs.org/api/cli.html#program-entry-point
'use strict';

const { Error, globalThis, PromisePrototypeThen } = primordials;

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
  if (source !== undefined) noteSource(url, source);
  mainPromise = ops.op_module_import_url(url, source);
  // What the main module throws is an uncaught exception at once, never an 'unhandledRejection' event.
  PromisePrototypeThen(mainPromise, undefined, (error) => require('internal/ticks').triggerUncaught(error, true));
}

// The text of a program that is no file, and the name that its places have.
let sourceName;
let sourceText;

function noteSource(name, text) {
  sourceName = name;
  sourceText = text;
}

/** The text of a program given as text, if `name` is its name. */
function sourceOf(name) {
  return name === sourceName ? sourceText : undefined;
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

// What options change in the global objects and the process before anything of the program runs.
function applyOptions(getOptionValue) {
  if (getOptionValue('--enable-source-maps') === true) require('internal/modules/mapped_stack').setEnabled(true);
  const frames = getOptionValue('--stack-trace-limit');
  if (frames !== undefined) Error.stackTraceLimit = frames;
  const title = getOptionValue('--title');
  const signal = getOptionValue('--heapsnapshot-signal');
  if (signal !== undefined && require('internal/process/state').start().isMainThread) {
    require('node/process').on(signal, () => require('internal/v8/heap_snapshot').writeHeapSnapshot());
  }
  if (getOptionValue('--why-alive') === true || getOptionValue('--why-alive-signal') !== undefined) {
    require('internal/why_alive').start(getOptionValue('--why-alive-signal') ?? 'SIGUSR2');
  }
  if (title !== undefined && title !== '' && require('internal/process/state').start().isMainThread) {
    ops.op_process_set_title(title);
  }
  if (getOptionValue('--experimental-web-worker') === false) delete globalThis.Worker;
  if (getOptionValue('--expose-gc') === true) require('internal/expose_gc').expose();
}

/** Runs the program. */
function runMain(kind, text) {
  if (kind === 'source') {
    const { start, state } = require('internal/process/state');
    if (!start().isMainThread) state.evalSource = text;
  }
  // Most workers were given no option.
  const optionsGiven = ops.op_options_given();
  if (optionsGiven) applyOptions(require('internal/options').getOptionValue);
  if (ops.op_env_get('NODE_CHANNEL_FD') && require('internal/process/state').start().isMainThread) {
    require('internal/child/parent_channel').connectToParent();
  }
  const loading = optionsGiven ? preload() : undefined;
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
  const unsettled = unsettledMain();
  let code = unsettled ? 13 : 0;
  if (process !== undefined) {
    process._exiting = true;
    if (unsettled && process.exitCode === undefined) process.exitCode = code;
    process.emit('exit', +(process.exitCode ?? 0));
    code = +(process.exitCode ?? 0);
  }
  if (unsettled && code === 13) warnUnsettled();
  return code;
}

function warnUnsettled() {
  const stalled = ops.op_module_stalled_await(mainUrl);
  let where = ` at ${mainUrl}\n`;
  if (stalled !== undefined) {
    const { show, sourceText } = require('internal/source_line');
    const { 0: file, 1: line, 2: column } = stalled;
    const found = ops.op_source_start_around(sourceText(file) ?? '', true, 'await', line, column);
    where = ` at ${show(file, found?.[0] ?? line, found?.[1] ?? column)}\n\n\n\n`;
  }
  ops.op_stdio_write(2, `Warning: Detected unsettled top-level await${where}`);
}

module.exports = { runMain, emitBeforeExit, emitExit, isMain, importMain, noteSource, setMainUrl, sourceOf };
