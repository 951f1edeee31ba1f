// exit: 1
'use strict';
Promise.reject(new Error('not handled'));
setImmediate(() => process.exit(50));
