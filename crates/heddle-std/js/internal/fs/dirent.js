// fs.Dirent: an entry of a folder. https://nodejs.org/api/fs.html#class-fsdirent
'use strict';

const { ArrayPrototypePush, Symbol } = primordials;
const {
  constants: {
    UV_DIRENT_BLOCK, UV_DIRENT_CHAR, UV_DIRENT_DIR, UV_DIRENT_FIFO, UV_DIRENT_FILE, UV_DIRENT_LINK, UV_DIRENT_SOCKET,
    UV_DIRENT_UNKNOWN,
  },
} = require('internal/fs/constants');

const kType = Symbol('type');

class Dirent {
  constructor(name, path, type) {
    this.name = name;
    this.parentPath = path;
    this[kType] = type;
  }

  isDirectory() { return this[kType] === UV_DIRENT_DIR; }
  isFile() { return this[kType] === UV_DIRENT_FILE; }
  isBlockDevice() { return this[kType] === UV_DIRENT_BLOCK; }
  isCharacterDevice() { return this[kType] === UV_DIRENT_CHAR; }
  isSymbolicLink() { return this[kType] === UV_DIRENT_LINK; }
  isFIFO() { return this[kType] === UV_DIRENT_FIFO; }
  isSocket() { return this[kType] === UV_DIRENT_SOCKET; }
}

/** The Dirents of an op's `[names, types]`, appended to `list`. */
function pushDirents(list, names, types, parentPath, decode) {
  for (let i = 0; i < names.length; i++) {
    ArrayPrototypePush(list, new Dirent(decode === undefined ? names[i] : decode(names[i]), parentPath, types[i]));
  }
  return list;
}

module.exports = { Dirent, UV_DIRENT_DIR, UV_DIRENT_LINK, UV_DIRENT_UNKNOWN, kType, pushDirents };
