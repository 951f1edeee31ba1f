// exit: 7
'use strict';
process.on('exit', () => { process.exitCode = 50; });
process.on('uncaughtException', () => { throw new Error('in the handler'); });
throw new Error('first');
