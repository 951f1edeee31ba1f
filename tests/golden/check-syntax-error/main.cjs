// flags: --check
'use strict';
console.log('must not run');
let answer = ;
