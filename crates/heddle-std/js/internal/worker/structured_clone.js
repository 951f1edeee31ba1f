// The global structuredClone. https://html.spec.whatwg.org/multipage/structured-data.html#structured-cloning
'use strict';

const { SymbolIterator } = primordials;
const { takeArrived } = require('internal/worker/message_port');

function objectsOf(list) {
  for (let i = 0; i < list.length; i++) {
    if ((typeof list[i] === 'object' && list[i] !== null) || typeof list[i] === 'function') continue;
    const { typeError } = require('internal/worker/platform');
    throw typeError(`Failed to execute 'structuredClone': transfer in Options[${i}] is not an object.`,
                    'ERR_INVALID_ARG_TYPE', structuredClone);
  }
  return list;
}

function structuredClone(value, options) {
  if (arguments.length === 0) {
    const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
    throw new ERR_MISSING_ARGS('The value argument must be specified');
  }
  if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
    const { typeError } = require('internal/worker/platform');
    throw typeError("Failed to execute 'structuredClone': Options cannot be converted to a dictionary", 'ERR_INVALID_ARG_TYPE',
                    structuredClone);
  }
  const transfer = options?.transfer;
  if (transfer !== undefined && typeof transfer?.[SymbolIterator] !== 'function' || typeof transfer === 'string') {
    const { typeError } = require('internal/worker/platform');
    throw typeError("Failed to execute 'structuredClone': transfer in Options cannot be converted to sequence.",
                    'ERR_INVALID_ARG_TYPE', structuredClone);
  }
  const list = transfer === undefined ? undefined :
    require('internal/worker/transfer').transferList(objectsOf([...transfer]));
  const result = require('internal/worker/platform').cloning(value, () => ops.op_clone(value, list));
  takeArrived();
  return result;
}

module.exports = { structuredClone };
