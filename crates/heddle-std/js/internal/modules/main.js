'use strict';
// Runs the program's entry point. https://nodejs.org/api/cli.html#program-entry-point

const { Module } = require('internal/modules/cjs');

/** Notes the main CommonJS module, which `import.meta.main` of a graph that begins with it must not claim. */
function setMainModule(module) {
  require('internal/modules/esm').setMainUrl(ops.op_module_path_to_url(module.filename ?? module.id));
}

/** Runs an ES module as the entry point; its errors are reported as uncaught. */
function runEsModule(url, source) {
  require('internal/modules/esm').setMainUrl(url);
  ops.op_module_run_main(url, source);
}

/** Loads the program's file. `main` is what the command line names, relative to the working directory. */
function runMain(main = require('node/process').argv[1]) {
  const path = require('node/path').resolve(main);
  const entry = ops.op_module_resolve_main(path);
  if (entry !== undefined && entry.isEsm) return runEsModule(ops.op_module_path_to_url(entry.path));
  Module._load(entry === undefined ? path : entry.path, null, true);
}

module.exports = { runMain, runEsModule, setMainModule };
