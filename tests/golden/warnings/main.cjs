// Warnings go to stderr with the process id.
'use strict';
process.emitWarning('mind the gap', { type: 'CustomWarning', code: 'W001', detail: 'it is wide' });
