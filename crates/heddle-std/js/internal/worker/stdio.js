// The standard streams of workers. A worker's output goes straight to the descriptor; the parent's worker.stdout and
// worker.stderr get a copy once they are touched. https://nodejs.org/api/worker_threads.html#workerstdout
'use strict';

const { Readable, Writable } = require('node/stream');
const { newPort } = require('internal/worker/message_port');

class ReadableWorkerStdio extends Readable {}
class WritableWorkerStdio extends Writable {}

/** worker.stdout or worker.stderr: the native side pushes. */
function createParentOutput() {
  return new ReadableWorkerStdio({ read() {} });
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

module.exports = { createParentOutput, createParentStdin, createWorkerStdin };
