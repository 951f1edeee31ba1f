// https://nodejs.org/api/v8.html#v8queryobjectsctor-options
'use strict';

const { ArrayPrototypePush } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateObject } = require('internal/validators');

/** `v8.queryObjects()`: what inherits from a constructor's prototype and is no garbage: how many, or what they look like. */
function queryObjects(ctor, options = { __proto__: null }) {
  if (typeof ctor !== 'function') throw new ERR_INVALID_ARG_TYPE('constructor', 'function', ctor);
  validateObject(options, 'options');
  const format = options.format ?? 'count';
  if (format !== 'count' && format !== 'summary') throw new ERR_INVALID_ARG_VALUE('options.format', format);
  require('internal/util').emitExperimentalWarning('v8.queryObjects()');
  const { prototype } = ctor;
  const isObject = typeof prototype === 'function' || (typeof prototype === 'object' && prototype !== null);
  const heirs = isObject ? ops.op_heap_heirs(prototype) : [];
  if (format === 'count') return heirs.length;
  const { inspect } = require('node/util');
  const summary = [];
  for (let i = 0; i < heirs.length; i++) ArrayPrototypePush(summary, inspect(heirs[i], { depth: 0 }));
  return summary;
}

module.exports = { queryObjects };
