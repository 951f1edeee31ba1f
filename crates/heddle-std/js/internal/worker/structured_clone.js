// The global structuredClone. https://html.spec.whatwg.org/multipage/structured-data.html#structured-cloning
'use strict';

const { transferList, takeArrived } = require('internal/worker/message_port');

function structuredClone(value, options) {
  const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The "value" argument must be specified');
  if (options !== undefined && options !== null && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['object', 'null', 'undefined'], options);
  }
  const result = ops.op_clone(value, transferList(options?.transfer));
  takeArrived();
  return result;
}

module.exports = { structuredClone };
