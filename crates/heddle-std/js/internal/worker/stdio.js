// The standard streams of workers. A worker's output goes straight to the descriptor; the parent's worker.stdout and
// worker.stderr get a copy once they are touched; with `stdout: true` they get it alone, and the worker's writes are done when
// the parent wants more. https://nodejs.org/api/worker_threads.html#workerstdout
'use strict';

const { Readable, Writable } = require('node/stream');
const { newPort } = require('internal/worker/message_port');

class ReadableWorkerStdio extends Readable {}
class WritableWorkerStdio extends Writable {}

/** worker.stdout or worker.stderr of the worker `id`: the native side pushes. `alone`: nothing else gets the output. */
function createParentOutput(id, fd, alone) {
  if (!alone) return new ReadableWorkerStdio({ read() {} });
  return new ReadableWorkerStdio({
    read() { ops.op_output_wanted(id, fd, false); },
    destroy(error, callback) {
      // Nobody reads any more, so nobody need wait.
      ops.op_output_wanted(id, fd, true);
      callback(error);
    },
  });
}

// Callbacks of writes that wait until the parent wants more, by descriptor.
const waiting = [null, null, null];

function proceed(fd) {
  const callback = waiting[fd];
  if (callback === null) return;
  waiting[fd] = null;
  ops.op_output_await(fd, false);
  callback();
}

/** process.stdout or process.stderr of a worker whose output only the parent gets. */
function createCapturedOutput(fd) {
  const { combine, toData } = require('internal/stdio/output');
  const { state } = require('internal/process/state');
  ops.op_loop_hooks_set({ __proto__: null, onOutputWanted: proceed });
  const send = (data, callback) => {
    ops.op_stdio_write(fd, data);
    if (state.exiting) {
      callback();
      return;
    }
    waiting[fd] = callback;
    if (ops.op_output_await(fd, true)) proceed(fd);
  };
  return new WritableWorkerStdio({
    decodeStrings: false,
    write(chunk, encoding, callback) { send(toData(chunk, encoding), callback); },
    writev(chunks, callback) { send(combine(chunks), callback); },
  });
}

/** The worker ends: what is buffered goes to the parent now. */
function flush() {
  proceed(1);
  proceed(2);
}

/** worker.stdin: what is written goes to the worker's process.stdin. A write is done when the worker wants more. */
function createParentStdin(port) {
  let done = null;
  const proceed = (error) => {
    const callback = done;
    done = null;
    callback?.(error);
  };
  port.on('message', () => proceed());
  // The worker keeps its parent alive, not its input.
  port.unref();
  return new WritableWorkerStdio({
    decodeStrings: true,
    write(chunk, encoding, callback) {
      done = callback;
      port.postMessage(chunk);
    },
    final(callback) {
      port.postMessage(null);
      callback();
    },
    destroy(error, callback) {
      port.close();
      callback(error);
    },
  });
}

/** process.stdin of a worker: fed by its parent, or at its end. */
function createWorkerStdin() {
  const port = newPort();
  const stream = new ReadableWorkerStdio({
    read() {
      if (!open) return;
      port.ref();
      port.postMessage(true);
    },
  });
  let open = ops.op_worker_self('stdin', port) === true;
  if (!open) {
    stream.push(null);
    return stream;
  }
  const { Buffer } = require('node/buffer');
  const end = () => {
    if (!open) return;
    open = false;
    stream.push(null);
    port.close();
  };
  port.on('message', (chunk) => {
    if (chunk === null) end();
    else if (!stream.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))) port.unref();
  });
  port.on('close', end);
  // Only reading keeps the worker alive.
  port.unref();
  return stream;
}

module.exports = { createCapturedOutput, createParentOutput, createParentStdin, createWorkerStdin, flush };
