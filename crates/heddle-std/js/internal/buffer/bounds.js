'use strict';
// The errors of reads and writes of numbers in a Buffer.

const { MathFloor } = primordials;
const { codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');

function checkNumber(value, name) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
}

// Throws for a position that is no integer or outside 0..=last; for a byteLength the range starts at 1.
function boundsError(value, last, name) {
  if (MathFloor(value) !== value) {
    checkNumber(value, name || 'offset');
    throw new ERR_OUT_OF_RANGE(name || 'offset', 'an integer', value);
  }
  if (last < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE(name || 'offset', `>= ${name ? 1 : 0} and <= ${last}`, value);
}

// The failed read or write of `size` bytes at `offset`.
function accessError(buffer, offset, size) {
  checkNumber(offset, 'offset');
  boundsError(offset, buffer.length - size);
}

function byteLengthError(byteLength) {
  if (byteLength === undefined) throw new ERR_INVALID_ARG_TYPE('byteLength', 'number', byteLength);
  checkNumber(byteLength, 'byteLength');
  boundsError(byteLength, 6, 'byteLength');
}

// The value does not fit into `size` bytes.
function valueError(value, min, max, size) {
  const n = typeof min === 'bigint' ? 'n' : '';
  let range;
  if (size <= 4) range = `>= ${min}${n} and <= ${max}${n}`;
  else if (min == 0) range = `>= 0${n} and < 2${n} ** ${size * 8}${n}`; // eslint-disable-line eqeqeq
  else range = `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`;
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

module.exports = { accessError, boundsError, byteLengthError, valueError };
