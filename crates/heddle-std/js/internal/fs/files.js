// Whole files: readFile, writeFile, appendFile, copyFile. Each is one crossing into the native side.
// https://nodejs.org/api/fs.html#fsreadfilepath-options-callback
'use strict';

const { ArrayBufferIsView } = primordials;
const { AbortError, codes } = require('internal/errors');
const { parseFileMode, validateBoolean, validateFunction } = require('internal/validators');
const {
  checkAborted, getOptions, getValidMode, getValidatedPath, isUserFd, isUtf8Encoding, makeVoidCallback, stringToFlags,
  validateStringOrView,
} = require('internal/fs/validate');

const abortError = (signal) => new AbortError(undefined, { __proto__: null, cause: signal.reason });

const kReadDefaults = { __proto__: null, flag: 'r' };
const kWriteDefaults = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };
const kAppendDefaults = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a', flush: false };

// Only an asked-for UTF-8 is decoded natively: without an encoding the bytes are wanted.
const wantsText = (options) => options.encoding === 'utf8' || options.encoding === 'utf-8';

/** What readFile returns for the op's result: a string, bytes, or the size of a file that is too large. */
function finishRead(value, options) {
  if (typeof value === 'string') return value;
  const { Buffer, constants } = require('node/buffer');
  if (typeof value === 'number') {
    if (wantsText(options) && value <= 2 ** 31 - 1) throw new codes.ERR_STRING_TOO_LONG(constants.MAX_STRING_LENGTH);
    throw new codes.ERR_FS_FILE_TOO_LARGE(value);
  }
  const buffer = Buffer.from(value);
  return options.encoding ? buffer.toString(options.encoding) : buffer;
}

/** The first arguments of op_fs_readfile. */
function readTarget(path) {
  return isUserFd(path) ? path : getValidatedPath(path);
}

function readFile(path, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, kReadDefaults);
  if (checkAborted(options.signal, callback)) return;
  const { signal } = options;
  ops.op_fs_readfile(readTarget(path), stringToFlags(options.flag), wantsText(options), (error, value) => {
    if (signal?.aborted) error = abortError(signal);
    if (error) return callback(error);
    try {
      value = finishRead(value, options);
    } catch (tooLarge) {
      return callback(tooLarge);
    }
    callback(null, value);
  });
}

/** https://nodejs.org/api/fs.html#fsreadfilesyncpath-options */
function readFileSync(path, options) {
  options = getOptions(options, kReadDefaults);
  return finishRead(ops.op_fs_readfile(readTarget(path), stringToFlags(options.flag), wantsText(options)), options);
}

/** The data of writeFile as op_fs_writefile takes it: a view, or a string in UTF-8. */
function encodeData(data, encoding) {
  if (ArrayBufferIsView(data)) return data;
  validateStringOrView(data, 'data');
  return isUtf8Encoding(encoding) ? data : require('node/buffer').Buffer.from(data, encoding);
}

function startWrite(path, data, options, callback) {
  const flag = options.flag || 'w';
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  data = encodeData(data, options.encoding);
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  const target = isUserFd(path) ? path : getValidatedPath(path);
  if (callback !== undefined && checkAborted(options.signal, callback)) return;
  return ops.op_fs_writefile(target, stringToFlags(flag), mode, data, flush, callback);
}

function abortable(signal, callback) {
  return signal === undefined ? callback : (error) => callback(signal.aborted ? abortError(signal) : error);
}

/** https://nodejs.org/api/fs.html#fswritefilefile-data-options-callback */
function writeFile(path, data, options, callback) {
  callback ||= options;
  callback = makeVoidCallback(callback);
  options = getOptions(options, kWriteDefaults);
  startWrite(path, data, options, abortable(options.signal, callback));
}
function writeFileSync(path, data, options) {
  startWrite(path, data, getOptions(options, kWriteDefaults), undefined);
}

function appendOptions(path, options) {
  options = { __proto__: null, ...getOptions(options, kAppendDefaults) };
  // A descriptor was opened by the caller: its flags stay what they are.
  if (!options.flag || isUserFd(path)) options.flag = 'a';
  return options;
}
/** https://nodejs.org/api/fs.html#fsappendfilepath-data-options-callback */
function appendFile(path, data, options, callback) {
  callback ||= options;
  callback = makeVoidCallback(callback);
  options = appendOptions(path, options);
  startWrite(path, data, options, abortable(options.signal, callback));
}
function appendFileSync(path, data, options) {
  startWrite(path, data, appendOptions(path, options), undefined);
}

/** https://nodejs.org/api/fs.html#fscopyfilesrc-dest-mode-callback */
function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  callback = makeVoidCallback(callback);
  ops.op_fs_copyfile(src, dest, getValidMode(mode), callback);
}
function copyFileSync(src, dest, mode) {
  ops.op_fs_copyfile(getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), getValidMode(mode));
}

module.exports = {
  abortError, appendFile, appendFileSync, copyFile, copyFileSync, encodeData, finishRead, readFile, readFileSync, wantsText,
  writeFile, writeFileSync,
};
