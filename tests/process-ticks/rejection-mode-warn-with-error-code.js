// flags: --unhandled-rejections=warn-with-error-code
// exit: 1
'use strict';
Promise.reject(new Error('x'));
setImmediate(() => console.log('goes on'));
