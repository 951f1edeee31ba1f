// exit: 9
'use strict';
process.on('exit', () => { process.exitCode = 9; });
throw new Error('nobody listens');
