// node:fs: what the parts in internal/fs/ export, under one roof. https://nodejs.org/api/fs.html
'use strict';

const { ObjectAssign, ObjectDefineProperties, ObjectDefineProperty } = primordials;
const { constants } = require('internal/fs/constants');
const descriptors = require('internal/fs/descriptors');
const files = require('internal/fs/files');
const metadata = require('internal/fs/metadata');
const tree = require('internal/fs/tree');
const { Dirent } = require('internal/fs/dirent');
const { deprecatedStats } = require('internal/fs/stats');
const { Dir, opendir, opendirSync } = require('internal/fs/dir');
const { toUnixTimestamp } = require('internal/fs/validate');

// Parts that few programs use are loaded when one of their functions is called.

function cp(src, dest, options, callback) {
  require('internal/fs/cp').cp(src, dest, options, callback);
}
function cpSync(src, dest, options) {
  require('internal/fs/cp').cpSync(src, dest, options);
}
function createReadStream(path, options) {
  return new exports.ReadStream(path, options);
}
function createWriteStream(path, options) {
  return new exports.WriteStream(path, options);
}
function glob(pattern, options, callback) {
  require('internal/fs/glob').globCallback(pattern, options, callback);
}
function globSync(pattern, options) {
  return require('internal/fs/glob').globSync(pattern, options);
}
function openAsBlob(path, options = undefined) {
  return require('internal/fs/blob').openAsBlob(path, options);
}
function openAsBlobSync(path, options = undefined) {
  return require('internal/fs/blob').openAsBlobSync(path, options);
}
function unwatchFile(filename, listener) {
  require('internal/fs/watch_file').unwatchFile(filename, listener);
}
function watch(filename, options, listener) {
  return require('internal/fs/watch').watch(filename, options, listener);
}
function watchFile(filename, options, listener) {
  return require('internal/fs/watch_file').watchFile(filename, options, listener);
}

// The order is the order of `Object.keys(fs)`.
ObjectAssign(exports, {
  appendFile: files.appendFile,
  appendFileSync: files.appendFileSync,
  access: metadata.access,
  accessSync: metadata.accessSync,
  chown: metadata.chown,
  chownSync: metadata.chownSync,
  chmod: metadata.chmod,
  chmodSync: metadata.chmodSync,
  close: descriptors.close,
  closeSync: descriptors.closeSync,
  copyFile: files.copyFile,
  copyFileSync: files.copyFileSync,
  cp,
  cpSync,
  createReadStream,
  createWriteStream,
  exists: metadata.exists,
  existsSync: metadata.existsSync,
  fchown: metadata.fchown,
  fchownSync: metadata.fchownSync,
  fchmod: metadata.fchmod,
  fchmodSync: metadata.fchmodSync,
  fdatasync: descriptors.fdatasync,
  fdatasyncSync: descriptors.fdatasyncSync,
  fstat: metadata.fstat,
  fstatSync: metadata.fstatSync,
  fsync: descriptors.fsync,
  fsyncSync: descriptors.fsyncSync,
  ftruncate: metadata.ftruncate,
  ftruncateSync: metadata.ftruncateSync,
  futimes: metadata.futimes,
  futimesSync: metadata.futimesSync,
  glob,
  globSync,
  lchown: metadata.lchown,
  lchownSync: metadata.lchownSync,
  // Linux cannot change the mode of a link.
  lchmod: undefined,
  lchmodSync: undefined,
  link: tree.link,
  linkSync: tree.linkSync,
  lstat: metadata.lstat,
  lstatSync: metadata.lstatSync,
  lutimes: metadata.lutimes,
  lutimesSync: metadata.lutimesSync,
  mkdir: tree.mkdir,
  mkdirSync: tree.mkdirSync,
  mkdtemp: tree.mkdtemp,
  mkdtempSync: tree.mkdtempSync,
  mkdtempDisposableSync: tree.mkdtempDisposableSync,
  open: descriptors.open,
  openSync: descriptors.openSync,
  openAsBlob,
  openAsBlobSync,
  readdir: tree.readdir,
  readdirSync: tree.readdirSync,
  read: descriptors.read,
  readSync: descriptors.readSync,
  readv: descriptors.readv,
  readvSync: descriptors.readvSync,
  readFile: files.readFile,
  readFileSync: files.readFileSync,
  readlink: tree.readlink,
  readlinkSync: tree.readlinkSync,
  realpath: tree.realpath,
  realpathSync: tree.realpathSync,
  rename: tree.rename,
  renameSync: tree.renameSync,
  rm: tree.rm,
  rmSync: tree.rmSync,
  rmdir: tree.rmdir,
  rmdirSync: tree.rmdirSync,
  stat: metadata.stat,
  statfs: metadata.statfs,
  statSync: metadata.statSync,
  statfsSync: metadata.statfsSync,
  symlink: tree.symlink,
  symlinkSync: tree.symlinkSync,
  truncate: metadata.truncate,
  truncateSync: metadata.truncateSync,
  unwatchFile,
  unlink: tree.unlink,
  unlinkSync: tree.unlinkSync,
  utimes: metadata.utimes,
  utimesSync: metadata.utimesSync,
  watch,
  watchFile,
  writeFile: files.writeFile,
  writeFileSync: files.writeFileSync,
  write: descriptors.write,
  writeSync: descriptors.writeSync,
  writev: descriptors.writev,
  writevSync: descriptors.writevSync,
  Dirent,
  Stats: deprecatedStats,
});

// Loaded on first touch; can be replaced, as packages do.
function lazyClass(name, load) {
  let value;
  return {
    __proto__: null,
    get: ObjectDefineProperty(() => (value ??= load()), 'name', { __proto__: null, value: `get ${name}`, configurable: true }),
    set: ObjectDefineProperty((replacement) => { value = replacement; }, 'name',
      { __proto__: null, value: `set ${name}`, configurable: true }),
    configurable: true,
    enumerable: true,
  };
}
ObjectDefineProperties(exports, {
  ReadStream: lazyClass('ReadStream', () => require('internal/fs/streams').ReadStream),
  WriteStream: lazyClass('WriteStream', () => require('internal/fs/streams').WriteStream),
  FileReadStream: lazyClass('FileReadStream', () => require('internal/fs/streams').ReadStream),
  FileWriteStream: lazyClass('FileWriteStream', () => require('internal/fs/streams').WriteStream),
  Utf8Stream: { ...lazyClass('Utf8Stream', () => require('internal/fs/utf8_stream').Utf8Stream), set: undefined },
});
ObjectAssign(exports, { _toUnixTimestamp: toUnixTimestamp, Dir, opendir, opendirSync });
ObjectDefineProperties(exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('node/fs/promises'); },
  },
});
