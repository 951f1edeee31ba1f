// What the native ES module driver asks of JavaScript: import.meta, and modules made of CommonJS and JSON.
// https://nodejs.org/api/esm.html
'use strict';

const { JSONParse, ObjectDefineProperty, ObjectPrototypeHasOwnProperty, StringPrototypeStartsWith } = primordials;

function getOwn(exports, name) {
  if (exports === null || exports === undefined) return undefined;
  if (typeof exports !== 'object' && typeof exports !== 'function') return undefined;
  if (!ObjectPrototypeHasOwnProperty(exports, name)) return undefined;
  try {
    return exports[name];
  } catch {
    // A getter that throws is no export, as in Node.
    return undefined;
  }
}

/** `import.meta` of the module made for a CommonJS module: its first statement reads `exports`, which runs that. */
function initSyntheticMeta(meta, url) {
  meta.exports = require('internal/modules/cjs').importCommonJS(url);
  meta.get = getOwn;
}

/** `import.meta`. https://nodejs.org/api/esm.html#importmeta */
function initImportMeta(meta, url) {
  if (StringPrototypeStartsWith(url, 'file:')) {
    const path = require('internal/url/file').fileURLToPath(url);
    meta.dirname = require('node/path').dirname(path);
    meta.filename = path;
  }
  meta.main = require('internal/main').isMain(url);
  meta.resolve = function resolve(specifier, parentURL = url) {
    const found = ops.op_module_resolve_meta(`${specifier}`, `${parentURL}`);
    require('internal/modules/cjs_resolve').emitWarnings();
    return found;
  };
  meta.url = url;
}

/** The value of a JSON module; a syntax error names the file. */
function parseJsonModule(text, url) {
  try {
    return JSONParse(text);
  } catch (error) {
    const name = StringPrototypeStartsWith(url, 'file:') ? require('internal/url/file').fileURLToPath(url) : url;
    ObjectDefineProperty(error, 'message', {
      __proto__: null, value: `${name}: ${error.message}`, configurable: true, enumerable: false, writable: true,
    });
    throw error;
  }
}

module.exports = { initSyntheticMeta, initImportMeta, parseJsonModule };
