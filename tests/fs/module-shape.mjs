import assert from 'node:assert';
import fs, { constants, promises, readFileSync } from 'node:fs';
import * as all from 'node:fs';
import fsPromises, { readFile } from 'node:fs/promises';

assert.strictEqual(readFileSync, fs.readFileSync);
assert.strictEqual(promises, fsPromises);
assert.strictEqual(readFile, fs.promises.readFile);
assert.strictEqual(constants.O_RDWR, 2);
assert.strictEqual(fsPromises.constants, constants);
assert.ok(Object.isFrozen(constants) === false && Object.getPrototypeOf(constants) === null);
for (const name of Object.keys(fs)) assert.ok(name in all, name);
const lengths = {
  access: 3, appendFile: 4, chmod: 3, close: 1, copyFile: 4, cp: 4, createReadStream: 2, exists: 2, fstat: 1, glob: 3, mkdir: 3,
  open: 4, opendir: 3, read: 6, readFile: 3, readSync: 5, readdir: 3, realpath: 3, rm: 3, stat: 1, symlink: 4, watch: 3, watchFile: 3,
  write: 6, writeFile: 4, writev: 4, Stats: 18, Dirent: 3, Dir: 3,
};
for (const [name, length] of Object.entries(lengths)) assert.strictEqual(fs[name].length, length, name);
for (const name of Object.keys(fs)) {
  if (typeof fs[name] === 'function' && !/Stream$|^Stats$|^_/.test(name)) assert.strictEqual(fs[name].name, name);
}
