// A rejection with a value that is no error names the value and the code.
'use strict';
Promise.reject(5);
