'use strict';
// Programs given as text: `--eval`, `--print`, standard input, and workers with `eval: true`.
// https://nodejs.org/api/cli.html#-e---eval-script

const {
  ArrayPrototypeForEach, ObjectDefineProperty, ObjectPrototypeHasOwnProperty, StringPrototypeIncludes,
} = primordials;
const { Module } = require('internal/modules/cjs');
const { makeRequire } = require('internal/modules/helpers');
const { getOptionValue } = require('internal/options');

/** The source as JavaScript, and whether it is an ES module. */
function classify(source, type) {
  const isTypescript = type === 'module-typescript' || type === 'commonjs-typescript';
  if (isTypescript) source = ops.op_module_strip_types(source, '[eval]');
  if (type === 'module' || type === 'module-typescript') return { __proto__: null, source, isModule: true };
  if (type === 'commonjs' || type === 'commonjs-typescript') return { __proto__: null, source, isModule: false };
  if (ops.op_module_detect(source)) return { __proto__: null, source, isModule: true };
  if (ops.op_module_is_script(source) || getOptionValue('--strip-types') === false) return { __proto__: null, source, isModule: false };
  // No JavaScript: TypeScript, or a syntax error, which is then reported for the text as given.
  let stripped;
  try {
    stripped = ops.op_module_strip_types(source, '[eval]');
  } catch (error) {
    if (error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') throw error;
    return { __proto__: null, source, isModule: false };
  }
  return { __proto__: null, source: stripped, isModule: ops.op_module_detect(stripped) };
}

// The modules that can be named without `require`, like `fs`.
function addBuiltinGlobals() {
  const names = ops.op_module_builtins().bare;
  const builtins = require('internal/modules/builtins');
  ArrayPrototypeForEach(names, (name) => {
    if (name[0] === '_' || StringPrototypeIncludes(name, '/') || ObjectPrototypeHasOwnProperty(globalThis, name)) return;
    const set = (value) => ObjectDefineProperty(globalThis, name, {
      __proto__: null, value, writable: true, enumerable: true, configurable: true,
    });
    ObjectDefineProperty(globalThis, name, {
      __proto__: null,
      get() {
        const value = builtins.loadBuiltin(name);
        ObjectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
        return value;
      },
      set,
      enumerable: false,
      configurable: true,
    });
  });
}

function defineGlobal(name, value) {
  ObjectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

function runAsScript(source, name) {
  const cwd = ops.op_process_cwd();
  const module = new Module(name);
  module.filename = cwd === '/' ? `/${name}` : `${cwd}/${name}`;
  module.paths = Module._nodeModulePaths(cwd);
  defineGlobal('__filename', name);
  defineGlobal('exports', module.exports);
  defineGlobal('module', module);
  defineGlobal('__dirname', '.');
  defineGlobal('require', makeRequire(module));
  addBuiltinGlobals();
  const result = ops.op_script_run(source, name, 1, ops.op_module_path_to_url(module.filename));
  if (getOptionValue('--print') !== true) return;
  require('node/process').once('exit', () => globalThis.console.log(result));
}

/** Runs a program given as text. */
function runSource(text) {
  const { isMainThread } = require('internal/process/state').start();
  const name = isMainThread === false ? '[worker eval]' : '[eval]';
  const { source, isModule } = classify(text, getOptionValue('--input-type'));
  if (!isModule) return runAsScript(source, name);
  const cwd = ops.op_process_cwd();
  require('internal/main').importMain(ops.op_module_path_to_url(cwd === '/' ? '/[eval1]' : `${cwd}/[eval1]`), source);
}

module.exports = { runSource };
