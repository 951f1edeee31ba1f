// require of a package that is not there lists the require stack.
'use strict';
require('no-such-package-at-all');
