'use strict';
// internal/errors as readable-stream sees it: chunks may be any ArrayBuffer view, and messages must say so.

const { Proxy } = primordials;
const errors = require('internal/errors');
const { codes, recapture } = errors;

const chunkTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

function InvalidArgType(name, expected, actual) {
  if (name === 'chunk') expected = chunkTypes;
  else if (name === 'fn' || name === 'reducer') expected = 'Function';
  const error = new codes.ERR_INVALID_ARG_TYPE(name, expected, actual);
  return recapture(error, InvalidArgType);
}

module.exports = {
  AbortError: errors.AbortError,
  aggregateTwoErrors: errors.aggregateTwoErrors,
  hideStackFrames: errors.hideStackFrames,
  codes: new Proxy(codes, {
    __proto__: null,
    get: (target, code) => (code === 'ERR_INVALID_ARG_TYPE' ? InvalidArgType : target[code]),
  }),
};
