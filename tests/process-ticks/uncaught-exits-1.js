// exit: 1
'use strict';
process.on('exit', (code) => { if (code !== 1) process.exitCode = 50; });
setImmediate(() => { throw new Error('nobody listens'); });
setTimeout(() => process.exit(51), 1000);
