// The list of files to read, packed into shared memory so that a worker gets it without a copy.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const SOURCE = /\.(?:rs|c|cc|cpp|h|hpp|js|mjs|cjs|ts|py|go|java|rb|sh|md|txt|toml|html|css)$/;
const MAX_FILE = 1 << 20;
const READ_AT_A_TIME = 16;

/** Paths and sizes of source files under one folder. */
export class FileList {
  #text;
  #offsets;

  constructor({ root, text, offsets, count, bytes, truncated }) {
    this.root = root;
    this.count = count;
    this.bytes = bytes;
    this.truncated = truncated;
    this.#text = text;
    this.#offsets = offsets;
  }

  /** Walks the folder and reads every file once; stops at `maxBytes` of text. */
  static async read(root, maxBytes) {
    const names = await sourceFiles(root);
    const kept = [];
    let bytes = 0;
    let truncated = false;
    for (let i = 0; i < names.length && !truncated; i += READ_AT_A_TIME) {
      const group = names.slice(i, i + READ_AT_A_TIME);
      const sizes = await Promise.all(group.map((name) => textSize(path.join(root, name))));
      for (const [n, size] of sizes.entries()) {
        if (size === 0) continue;
        if (bytes + size > maxBytes) {
          truncated = true;
          break;
        }
        bytes += size;
        kept.push(group[n]);
      }
    }
    const encoded = kept.map((name) => Buffer.from(name));
    const total = encoded.reduce((sum, name) => sum + name.length, 0);
    const text = new Uint8Array(new SharedArrayBuffer(total || 1));
    const offsets = new Uint32Array(new SharedArrayBuffer(4 * (kept.length + 1)));
    let at = 0;
    encoded.forEach((name, n) => {
      text.set(name, at);
      at += name.length;
      offsets[n + 1] = at;
    });
    return new FileList({ root, text, offsets, count: kept.length, bytes, truncated });
  }

  /** What a worker needs to make the same list; only shared memory and a few words. */
  toMessage() {
    const { root, count, bytes, truncated } = this;
    return { root, count, bytes, truncated, text: this.#text, offsets: this.#offsets };
  }

  /** The n-th path, relative to the root. */
  name(n) {
    // A copy, because text decoders refuse shared memory.
    return Buffer.from(this.#text.slice(this.#offsets[n], this.#offsets[n + 1])).toString();
  }

  /** The n-th path, absolute. */
  path(n) {
    return path.join(this.root, this.name(n));
  }
}

/** Relative paths of the source files under `root`, in an order that does not depend on the file system. */
async function sourceFiles(root) {
  const found = [];
  const pending = [''];
  while (pending.length > 0) {
    const folder = pending.pop();
    const entries = await readdir(path.join(root, folder), { withFileTypes: true });
    for (const entry of entries) {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== '.git' && entry.name !== 'node_modules') pending.push(name);
      } else if (entry.isFile() && SOURCE.test(entry.name)) {
        found.push(name);
      }
    }
  }
  return found.sort();
}

/** Size of a text file; 0 for what is not text or too long to be written by hand. */
async function textSize(file) {
  const content = await readFile(file);
  if (content.length > MAX_FILE || content.subarray(0, 1024).includes(0)) return 0;
  return content.length;
}
