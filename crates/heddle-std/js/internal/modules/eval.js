'use strict';
// Programs given as text: `--eval`, `--print`, standard input, and workers with `eval: true`.
// https://nodejs.org/api/cli.html#-e---eval-script

const { ObjectDefineProperty, ObjectPrototypeHasOwnProperty, StringPrototypeIncludes } = primordials;
const { Module } = require('internal/modules/cjs');
const { makeRequire } = require('internal/modules/helpers');
const { getOptionValue } = require('internal/options');

function asScript(source) {
  return { __proto__: null, source, isModule: false };
}
function asModule(source) {
  return { __proto__: null, source, isModule: true };
}

/** The source as JavaScript, and whether it is an ES module. */
function classify(source, type) {
  switch (type) {
    case 'module': return asModule(source);
    case 'commonjs': return asScript(source);
    case 'module-typescript': return asModule(ops.op_module_strip_types(source, '[eval]'));
    case 'commonjs-typescript': return asScript(ops.op_module_strip_types(source, '[eval]'));
    default:
  }
  if (ops.op_module_detect(source)) return asModule(source);
  if (ops.op_module_is_script(source) || getOptionValue('--strip-types') === false) return asScript(source);
  // No JavaScript: TypeScript, or a syntax error, which is then reported for the text as given.
  let stripped;
  try {
    stripped = ops.op_module_strip_types(source, '[eval]');
  } catch (error) {
    if (error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') throw error;
    return asScript(source);
  }
  return ops.op_module_detect(stripped) ? asModule(stripped) : asScript(stripped);
}

function defineGlobal(name, value, enumerable) {
  ObjectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable, configurable: true });
}

// The modules that can be named without `require`, like `fs`.
function addBuiltinGlobals() {
  const names = ops.op_module_builtins().bare;
  const { loadBuiltin } = require('internal/modules/builtins');
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name[0] === '_' || StringPrototypeIncludes(name, '/') || ObjectPrototypeHasOwnProperty(globalThis, name)) continue;
    ObjectDefineProperty(globalThis, name, {
      __proto__: null,
      get() {
        const value = loadBuiltin(name);
        defineGlobal(name, value, false);
        return value;
      },
      set(value) { defineGlobal(name, value, true); },
      enumerable: false,
      configurable: true,
    });
  }
}

function runAsScript(source, name) {
  const cwd = ops.op_process_cwd();
  const module = new Module(name);
  module.filename = cwd === '/' ? `/${name}` : `${cwd}/${name}`;
  module.paths = Module._nodeModulePaths(cwd);
  defineGlobal('__filename', name, true);
  defineGlobal('exports', module.exports, true);
  defineGlobal('module', module, true);
  defineGlobal('__dirname', '.', true);
  defineGlobal('require', makeRequire(module), true);
  // Only for --eval and --print, as in Node: neither for standard input nor in workers.
  if (name === '[eval]') addBuiltinGlobals();
  const result = ops.op_script_run(source, name, 1, ops.op_module_path_to_url(module.filename));
  if (getOptionValue('--print') !== true) return;
  require('node/process').once('exit', () => globalThis.console.log(result));
}

/** Runs a program given as text, with the name that its places have. */
function runSource(text, givenName = undefined) {
  const { isMainThread } = require('internal/process/state').start();
  const name = givenName ?? (isMainThread === false ? '[worker eval]' : '[eval]');
  require('internal/main').noteSource(name, text);
  const { source, isModule } = classify(text, getOptionValue('--input-type'));
  if (!isModule) return runAsScript(source, name);
  const cwd = ops.op_process_cwd();
  require('internal/main').importMain(`${ops.op_module_path_to_url(cwd === '/' ? '' : cwd)}/[eval1]`, source);
}

module.exports = { classify, runSource };
