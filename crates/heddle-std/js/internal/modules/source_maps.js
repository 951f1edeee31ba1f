'use strict';
// Source maps: `module.SourceMap`, `findSourceMap`, and the positions of generated code under `--enable-source-maps`.
// https://nodejs.org/api/module.html#source-map-support

const {
  JSONParse, JSONStringify, ObjectPrototypeHasOwnProperty, SafeMap, StringPrototypeIncludes, StringPrototypeIndexOf,
} = primordials;
const { validateBoolean, validateObject } = require('internal/validators');

const support = { __proto__: null, enabled: undefined, nodeModules: true, generatedCode: false };

function isEnabled() {
  if (support.enabled === undefined) {
    support.enabled = require('internal/options').getOptionValue('--enable-source-maps') === true;
    if (!support.enabled) support.nodeModules = false;
  }
  return support.enabled;
}

/** `module.getSourceMapsSupport()` */
function getSourceMapsSupport() {
  isEnabled();
  return { __proto__: null, enabled: support.enabled, nodeModules: support.nodeModules, generatedCode: support.generatedCode };
}

/** `module.setSourceMapsSupport(enabled[, options])` */
function setSourceMapsSupport(enabled, options = { __proto__: null }) {
  validateBoolean(enabled, 'enabled');
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  support.enabled = enabled;
  support.nodeModules = nodeModules;
  support.generatedCode = generatedCode;
  require('internal/modules/mapped_stack').setEnabled(enabled);
}

// Maps by URL of the generated file: the text until it is asked for, then the map or null.
const known = new SafeMap();

function isWanted(name) {
  return support.nodeModules || !StringPrototypeIncludes(name, '/node_modules/');
}

function key(name) {
  return name[0] === '/' ? ops.op_module_path_to_url(name) : name;
}

/** Notes the text of a module that was loaded, if source maps are on and it names one. */
function noteSource(name, source) {
  if (!isEnabled() || !isWanted(name) || StringPrototypeIndexOf(source, 'sourceMappingURL=') === -1) return;
  known.set(key(name), source);
}

/** The map of a loaded module, by its path or URL; undefined if it has none. */
function findSourceMap(name) {
  const url = key(`${name}`);
  let entry = known.get(url);
  // ES modules are compiled natively: their text is asked for when it is needed.
  if (entry === undefined && isEnabled() && isWanted(url)) entry = ops.op_module_source_of(url) ?? null;
  if (typeof entry === 'string') {
    const found = ops.op_source_map_of(url, entry);
    entry = null;
    if (found !== undefined) {
      const payload = JSONParse(found.json);
      if (payload.sections === undefined) payload.sources = found.sources;
      entry = new SourceMap(payload, { lineLengths: found.lineLengths });
    }
    known.set(url, entry);
  }
  return entry ?? undefined;
}

/** A parsed source map. https://nodejs.org/api/module.html#class-modulesourcemap */
class SourceMap {
  #payload;
  #lineLengths;
  #handle;

  constructor(payload, options) {
    validateObject(payload, 'payload');
    this.#payload = payload;
    this.#lineLengths = options?.lineLengths;
  }

  /** A copy of the map's JSON. */
  get payload() {
    return cloneMap(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths === undefined ? undefined : [...this.#lineLengths];
  }

  #map() {
    return this.#handle ??= ops.op_source_map_parse(JSONStringify(this.#payload));
  }

  /** The segment at a position that counts from zero; an empty object if there is none. */
  findEntry(lineOffset, columnOffset) {
    const found = ops.op_source_map_find(this.#map(), lineOffset, columnOffset);
    if (found === undefined) return {};
    return {
      generatedLine: found[0],
      generatedColumn: found[1],
      originalSource: found[2],
      originalLine: found[3],
      originalColumn: found[4],
      name: found[5],
    };
  }

  /** The original of a position that counts from one, as in stack traces; an empty object if there is none. */
  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined ||
        range.generatedLine === undefined || range.generatedColumn === undefined) return {};
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: range.originalLine + lineNumber - range.generatedLine,
      columnNumber: range.originalColumn + columnNumber - range.generatedColumn,
    };
  }
}

function cloneMap(payload) {
  const copy = { ...payload };
  const lists = ['sources', 'sourcesContent', 'names'];
  for (let i = 0; i < lists.length; i++) {
    if (ObjectPrototypeHasOwnProperty(copy, lists[i]) && copy[lists[i]] !== undefined) copy[lists[i]] = [...copy[lists[i]]];
  }
  return copy;
}

module.exports = { SourceMap, findSourceMap, getSourceMapsSupport, setSourceMapsSupport, noteSource, isEnabled };
