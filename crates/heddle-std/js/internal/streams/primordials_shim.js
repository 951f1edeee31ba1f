'use strict';
// readable-stream names Node's primordials in its `ours/primordials`; ours carry the same names.

module.exports = primordials;
