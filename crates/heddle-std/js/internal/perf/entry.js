// PerformanceEntry. https://w3c.github.io/performance-timeline/#dom-performanceentry
'use strict';

const { ObjectDefineProperties, SymbolFor } = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kCreate = {};

/** The inspection of a performance object: its class and the fields of its JSON form. */
function inspectAs(object, fields, depth, options) {
  const { name } = object.constructor;
  if (depth < 0) return `[${name}]`;
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(fields, {
    ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1,
  })}`;
}

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(key = undefined, name = undefined, type = undefined, start = undefined, duration = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#entryType = type;
    this.#startTime = start;
    this.#duration = duration;
  }

  static #check(entry) {
    if (entry === null || typeof entry !== 'object' || !(#name in entry)) {
      throw new ERR_INVALID_THIS('PerformanceEntry');
    }
  }
  get name() {
    PerformanceEntry.#check(this);
    return this.#name;
  }
  get entryType() {
    PerformanceEntry.#check(this);
    return this.#entryType;
  }
  get startTime() {
    PerformanceEntry.#check(this);
    return this.#startTime;
  }
  get duration() {
    PerformanceEntry.#check(this);
    return this.#duration;
  }
  toJSON() {
    PerformanceEntry.#check(this);
    return { name: this.#name, entryType: this.#entryType, startTime: this.#startTime, duration: this.#duration };
  }
  [kInspect](depth, options) {
    return inspectAs(this, this.toJSON(), depth, options);
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(PerformanceEntry.prototype, {
  name: enumerable, entryType: enumerable, startTime: enumerable, duration: enumerable, toJSON: enumerable,
});

// Entries of Node's own types: function, gc, http, net …
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;
  constructor(key, name, type, start, duration, detail) {
    super(key, name, type, start, duration);
    this.#detail = detail;
  }
  get detail() {
    return this.#detail;
  }
  toJSON() {
    return {
      name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
      detail: this.#detail,
    };
  }
}

/** Makes an entry of one of the runtime's own types. */
function createPerformanceNodeEntry(name, type, start, duration, detail) {
  return new PerformanceNodeEntry(kCreate, name, type, start, duration, detail);
}

module.exports = { PerformanceEntry, createPerformanceNodeEntry, inspectAs, kCreate };
