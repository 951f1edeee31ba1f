// process.permission, of a worker that has permissions. https://nodejs.org/api/process.html#processpermission
'use strict';

const { ArrayBufferIsView } = primordials;
const { codes } = require('internal/errors');

const permission = {
  /** Whether this worker may do something: with `reference` (a path, a program, `host:port`) that, else everything of the kind. */
  has(scope, reference) {
    require('internal/validators').validateString(scope, 'scope');
    if (reference !== undefined && reference !== null) {
      if (typeof reference !== 'string' && !ArrayBufferIsView(reference)) {
        throw new codes.ERR_INVALID_ARG_TYPE('reference', ['string', 'Buffer'], reference);
      }
    }
    return ops.op_permission_has(scope, reference ?? undefined);
  },
};

module.exports = { permission };
