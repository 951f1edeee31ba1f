'use strict';
// The standard streams: console's direct writes, and process.stdin/stdout/stderr made on first use.
// https://nodejs.org/api/process.html#process-io
//
// While user code has not touched process.stdout, console writes straight to the descriptor (no stream classes are
// loaded). Once it has, console must go through the stream: the program may have replaced it or its `write`.

const streams = require('internal/stdio_state');

const fds = { __proto__: null, stdin: 0, stdout: 1, stderr: 2 };
const nameOf = ['stdin', 'stdout', 'stderr'];

/** process[name], made when first asked for. */
function getStream(name) {
  return streams[name] ??= create(name);
}

function create(name) {
  const fd = fds[name];
  if (name !== 'stdin') return require('internal/stdio/output').createOutput(fd);
  const { start } = require('internal/process/state');
  // A worker's stdin is a stream of its own, fed by its parent or empty.
  if (!start().isMainThread) return require('internal/worker/stdio').createWorkerStdin();
  return require('internal/stdio/input').createInput(fd);
}

/** Takes note of `process.stdout = value`. */
function replaceStream(name, value) {
  streams[name] = value;
}

/** Whether user code has taken or replaced the stream over descriptor 1 or 2. */
function streamTouched(fd) {
  return streams[nameOf[fd]] !== undefined;
}

function write(fd, text) {
  const name = nameOf[fd];
  const stream = streams[name];
  if (stream !== undefined) {
    stream.write(text);
    return;
  }
  const errno = ops.op_stdio_write(fd, text);
  if (errno === 0) return;
  // EPIPE and the like are 'error' events of the stream, as if it had existed.
  const { ErrnoException } = require('internal/errors');
  getStream(name).destroy(new ErrnoException(errno, 'write'));
}

/** Writes for console.log: to the descriptor, or through process.stdout if user code knows it. */
function writeStdout(text) {
  write(1, text);
}

/** Writes for console.error and warnings. */
function writeStderr(text) {
  write(2, text);
}

module.exports = { getStream, replaceStream, streamTouched, writeStdout, writeStderr };
