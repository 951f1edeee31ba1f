// WebAssembly as ES modules: `import` gives the exports of an instance, `import source` the compiled module.
// https://nodejs.org/api/esm.html#wasm-modules and https://webassembly.github.io/esm-integration/js-api/index.html
//
// The native driver makes an ES module for each: its source imports what the WebAssembly module imports, then calls
// `import.meta.instantiate` with the namespaces and exports what it gets.
'use strict';

const {
  ArrayPrototypeIncludes, ObjectDefineProperty, SafeMap, SafeWeakMap, StringPrototypeStartsWith, WebAssemblyGlobal,
  WebAssemblyInstance, WebAssemblyLinkError, WebAssemblyModule,
} = primordials;
const { exports: exportsOf, imports: importsOf } = WebAssemblyModule;

const options = { __proto__: null, builtins: ['js-string'], importedStringConstants: 'wasm:js/string-constants' };

// Compiled modules by URL, also of those that are imported in both phases.
const compiled = new SafeMap();
// The exports of instances by the namespaces that stand for them: other WebAssembly modules get globals as they are.
const instances = new SafeWeakMap();

function compile(bytes, url) {
  let module = compiled.get(url);
  if (module !== undefined) return module;
  try {
    module = new WebAssemblyModule(bytes, options);
  } catch (error) {
    const name = StringPrototypeStartsWith(url, 'file:') ? require('internal/url/file').fileURLToPath(url) : url;
    ObjectDefineProperty(error, 'message', {
      __proto__: null, value: `${name}: ${error.message}`, configurable: true, enumerable: false, writable: true,
    });
    throw error;
  }
  compiled.set(url, module);
  return module;
}

function isReserved(name) {
  return StringPrototypeStartsWith(name, 'wasm:') || StringPrototypeStartsWith(name, 'wasm-js:');
}

let warned = false;
function warn() {
  if (warned) return;
  warned = true;
  require('internal/ticks').getProcess().emitWarning(
    'Importing WebAssembly module instances is an experimental feature and might change at any time',
    'ExperimentalWarning');
}

/** What the ES module of an instance needs: specifiers of its imports, names of its exports, whether any is a global. */
function describeWasmModule(bytes, url) {
  const module = compile(bytes, url);
  warn();
  const specifiers = [];
  const imports = importsOf(module);
  for (let i = 0; i < imports.length; i++) {
    const { module: specifier, name } = imports[i];
    if (StringPrototypeStartsWith(specifier, 'wasm-js:')) {
      throw new WebAssemblyLinkError(`Invalid Wasm import "${specifier}" in ${url}`);
    }
    if (isReserved(name)) throw new WebAssemblyLinkError(`Invalid Wasm import name "${name}" in ${url}`);
    if (!ArrayPrototypeIncludes(specifiers, specifier)) specifiers[specifiers.length] = specifier;
  }
  const names = [];
  let globals = false;
  const exports = exportsOf(module);
  for (let i = 0; i < exports.length; i++) {
    const { name, kind } = exports[i];
    if (isReserved(name)) throw new WebAssemblyLinkError(`Invalid Wasm export name "${name}" in ${url}`);
    names[i] = name;
    if (kind === 'global') globals = true;
  }
  return [specifiers, names, globals];
}

/** The compiled module, for `import source`. */
function wasmModuleSource(bytes, url) {
  return compile(bytes, url);
}

function valueOf(exported) {
  if (!(exported instanceof WebAssemblyGlobal)) return exported;
  try {
    return exported.value;
  } catch {
    // A v128 has no value in JavaScript.
    return undefined;
  }
}

/** `import.meta` of such a module. `own` is its own namespace, if it exports globals. */
function initWasmMeta(meta, url) {
  meta.instantiate = (specifiers, namespaces, names, own) => {
    const module = compiled.get(url);
    const imports = { __proto__: null };
    const descriptors = importsOf(module);
    for (let i = 0; i < specifiers.length; i++) {
      const values = { __proto__: null };
      const raw = instances.get(namespaces[i]);
      for (let j = 0; j < descriptors.length; j++) {
        const { module: specifier, name, kind } = descriptors[j];
        if (specifier !== specifiers[i]) continue;
        values[name] = kind === 'global' && raw !== undefined ? raw[name] : namespaces[i][name];
      }
      imports[specifiers[i]] = values;
    }
    const { exports } = new WebAssemblyInstance(module, imports);
    if (own !== undefined) instances.set(own, exports);
    const values = [];
    for (let i = 0; i < names.length; i++) values[i] = valueOf(exports[names[i]]);
    return values;
  };
}

module.exports = { describeWasmModule, initWasmMeta, wasmModuleSource };
