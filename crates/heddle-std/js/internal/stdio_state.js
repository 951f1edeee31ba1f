'use strict';
// The process's standard streams so far: undefined until user code first reads process.stdin/stdout/stderr.
// A module of its own so that asking does not load the stream classes.

module.exports = { stdin: undefined, stdout: undefined, stderr: undefined, replaced: undefined };
