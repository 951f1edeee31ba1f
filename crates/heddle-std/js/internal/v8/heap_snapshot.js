// Heap snapshots as streams and files. https://nodejs.org/api/v8.html#v8getheapsnapshotoptions
'use strict';

const { Symbol } = primordials;
const { Readable } = require('node/stream');
const { validateBoolean, validateObject } = require('internal/validators');

const kHandle = Symbol('kHandle');
const kChunk = 64 * 1024;

/** Checks the options of a snapshot: `[exposeInternals, exposeNumericValues]`. */
function snapshotOptions(options) {
  if (options === undefined) return [false, false];
  validateObject(options, 'options');
  const { exposeInternals = false, exposeNumericValues = false } = options;
  validateBoolean(exposeInternals, 'options.exposeInternals');
  validateBoolean(exposeNumericValues, 'options.exposeNumericValues');
  return [exposeInternals, exposeNumericValues];
}

const toBuffer = (bytes) => require('node/buffer').Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

class HeapSnapshotStream extends Readable {
  constructor(handle) {
    super({ autoDestroy: true });
    this[kHandle] = handle;
  }

  _read() {
    const bytes = ops.op_heap_snapshot_read(this[kHandle], kChunk);
    this.push(bytes === undefined ? null : toBuffer(bytes));
  }

  _destroy(error, callback) {
    ops.op_heap_snapshot_close(this[kHandle]);
    callback(error);
  }
}

/** `v8.getHeapSnapshot()`. */
function getHeapSnapshot(options) {
  const { 0: internals, 1: numbers } = snapshotOptions(options);
  return new HeapSnapshotStream(ops.op_heap_snapshot_take(internals, numbers));
}

/** `v8.writeHeapSnapshot()`: the name of the file. */
function writeHeapSnapshot(filename, options) {
  const fs = require('node/fs');
  if (filename !== undefined) filename = require('internal/fs/validate').getValidatedPath(filename);
  const { 0: internals, 1: numbers } = snapshotOptions(options);
  filename ??= ops.op_diagnostic_name('Heap', 'heapsnapshot');
  const fd = fs.openSync(filename, 'w', 0o600);
  try {
    const handle = ops.op_heap_snapshot_take(internals, numbers);
    let bytes;
    while ((bytes = ops.op_heap_snapshot_read(handle, 1024 * 1024)) !== undefined) {
      for (let done = 0; done < bytes.byteLength;) done += fs.writeSync(fd, bytes, done);
    }
  } finally {
    fs.closeSync(fd);
  }
  return filename;
}

module.exports = { HeapSnapshotStream, getHeapSnapshot, snapshotOptions, writeHeapSnapshot };
