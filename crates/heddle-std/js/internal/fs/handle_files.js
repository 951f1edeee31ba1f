// What FileHandle does with whole files: readFile, writeFile, readableWebStream.
// https://nodejs.org/api/fs.html#class-filehandle
'use strict';

const { ArrayBufferIsView, PromisePrototypeThen, SymbolAsyncIterator, SymbolIterator, Uint8Array } = primordials;
const { codes } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { getOptions, kEmptyObject, stringToFlags, validateStringOrView } = require('internal/fs/validate');
const { abortError, encodeData, finishRead, wantsText } = require('internal/fs/files');
const { callOp, kClosing, kLock, kRef, kUnref } = require('internal/fs/filehandle');

function throwIfAborted(signal) {
  if (signal?.aborted) throw abortError(signal);
}

/** Reads a path or an open file to its end. */
async function readWhole(target, options) {
  const { signal } = options;
  throwIfAborted(signal);
  let value;
  try {
    value = await callOp('op_fs_readfile', target, stringToFlags(options.flag), wantsText(options));
  } catch (error) {
    // Only this form tells which folder was read like a file.
    if (error.code === 'EISDIR' && error.path === undefined && typeof target === 'string') {
      error.message += ` '${target}'`;
      error.path = target;
    }
    throw error;
  }
  throwIfAborted(signal);
  return finishRead(value, options);
}

function readHandle(handle, options) {
  return readWhole(handle.fd, getOptions(options, { __proto__: null, flag: 'r' }));
}

/** Data that is given piece by piece: a stream, a generator, an array of chunks. */
function isCustomIterable(data) {
  return data != null && typeof data !== 'string' && !ArrayBufferIsView(data) &&
    (typeof data[SymbolAsyncIterator] === 'function' || typeof data[SymbolIterator] === 'function');
}

/** Writes all of `data` at the file's position. */
async function writePieces(fd, data, encoding, signal) {
  const { Buffer } = require('node/buffer');
  for await (const chunk of data) {
    throwIfAborted(signal);
    const bytes = ArrayBufferIsView(chunk) ? chunk : Buffer.from(chunk, encoding || 'utf8');
    await callOp('op_fs_writefile', fd, 0, 0, bytes, false);
    throwIfAborted(signal);
  }
}

async function writeHandle(handle, data, options) {
  options = getOptions(options, { __proto__: null, encoding: 'utf8' });
  const { encoding, signal } = options;
  if (isCustomIterable(data)) return writePieces(handle.fd, data, encoding, signal);
  validateStringOrView(data, 'data');
  throwIfAborted(signal);
  await callOp('op_fs_writefile', handle.fd, 0, 0, encodeData(data, encoding), false);
  throwIfAborted(signal);
}

/** https://nodejs.org/api/fs.html#filehandlereadablewebstreamoptions */
function readableWebStream(handle, options = kEmptyObject) {
  if (handle.fd === -1) throw new codes.ERR_INVALID_STATE('The FileHandle is closed');
  if (handle[kClosing]) throw new codes.ERR_INVALID_STATE('The FileHandle is closing');
  handle[kLock]();
  validateObject(options, 'options');
  const { autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  if (options.type !== undefined && options.type !== 'bytes') {
    require('node/process').emitWarning(
      'A non-"bytes" options.type has no effect. A byte-oriented stream is always created.', 'ExperimentalWarning');
  }
  let controller;
  let done = false;
  // The descriptor stays open for as long as the stream may read from it.
  handle[kRef]();
  const finish = async () => {
    if (done) return;
    done = true;
    handle.removeListener('close', onClose);
    handle[kUnref]();
    if (autoClose) await handle.close();
  };
  function onClose() {
    if (done) return;
    try {
      controller.close();
      controller.byobRequest?.respond(0);
    } catch {
      // A read is under way: it ends by itself.
    }
    PromisePrototypeThen(finish(), undefined, () => {});
  }
  const { ReadableStream } = require('node/stream/web');
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 16384,
    start(c) { controller = c; },
    async pull(c) {
      const { byobRequest } = c;
      const { view } = byobRequest;
      const target = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      const bytesRead = await callOp('op_fs_read', handle.fd, target, 0, target.byteLength, -1);
      if (done) return;
      if (bytesRead === 0) {
        c.close();
        byobRequest.respond(0);
        await finish();
      } else byobRequest.respond(bytesRead);
    },
    cancel: finish,
  });
  handle.once('close', onClose);
  return stream;
}

module.exports = { isCustomIterable, readHandle, readWhole, readableWebStream, writeHandle, writePieces };
