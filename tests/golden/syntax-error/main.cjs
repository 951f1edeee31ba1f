// A syntax error names file and line, shows the line, and exits with 1.
'use strict';
let a = 1;
let a = 2;
