// fs.openAsBlob and fs.openAsBlobSync: a Blob whose bytes are read from the file when they are asked for.
// https://nodejs.org/api/fs.html#fsopenasblobpath-options
'use strict';

const { PromiseResolve, Uint8Array } = primordials;
const { validateObject, validateString } = require('internal/validators');
const { getValidatedPath, kEmptyObject } = require('internal/fs/validate');
const { constants: { O_RDONLY } } = require('internal/fs/constants');
const { statFields } = require('internal/fs/stats');

// Device, inode, size, and the time of the last change in seconds and nanoseconds: what must not change.
const kCompared = [0, 7, 8, 12, 13];

const kMaxRead = 2 ** 30;

function unreadable(cause) {
  const { lazyDOMException } = require('internal/util');
  return lazyDOMException('The blob could not be read', cause === undefined ? 'NotReadableError' :
    { __proto__: null, name: 'NotReadableError', cause });
}

class FileSource {
  #path;
  #before;

  constructor(path) {
    // Now, so that a chdir later does not make it another file.
    this.#path = typeof path === 'string' ? require('node/path').resolve(path) : path;
    this.#before = statFields(ops.op_fs_stat(path, true, true), true);
    this.size = primordials.Number(this.#before[8]);
  }

  async read(start, end) {
    const { callOp } = require('internal/fs/filehandle');
    let fd;
    try {
      fd = await callOp('op_fs_handle_open', this.#path, O_RDONLY, 0);
    } catch (error) {
      throw unreadable(error);
    }
    try {
      const now = statFields(await callOp('op_fs_fstat', fd, true), true);
      for (let i = 0; i < kCompared.length; i++) {
        if (now[kCompared[i]] !== this.#before[kCompared[i]]) throw unreadable();
      }
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length;) {
        const length = bytes.length - at > kMaxRead ? kMaxRead : bytes.length - at;
        const count = await callOp('op_fs_read', fd, bytes, at, length, start + at);
        if (count === 0) throw unreadable();
        at += count;
      }
      return bytes;
    } catch (error) {
      throw error.name === 'NotReadableError' ? error : unreadable(error);
    } finally {
      await callOp('op_fs_handle_close', fd);
    }
  }
}

function openAsBlobSync(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  const source = new FileSource(getValidatedPath(path));
  return require('web/blob').createBlobFromSource(source, type);
}

/** Fails at once if there is no such file, as in Node. */
function openAsBlob(path, options = kEmptyObject) {
  return PromiseResolve(openAsBlobSync(path, options));
}

module.exports = { openAsBlob, openAsBlobSync };
