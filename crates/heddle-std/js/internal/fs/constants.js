// fs.constants. https://nodejs.org/api/fs.html#fs-constants
'use strict';

const { ObjectAssign } = primordials;

/** The numbers are the platform's, so they come from the native side. */
const constants = ObjectAssign({ __proto__: null }, ops.op_fs_constants());

module.exports = { constants };
