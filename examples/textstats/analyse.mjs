// Reads one file into the index: counts lines and terms, and makes its MinHash signature.
import { readFileSync } from 'node:fs';
import { MAX_TERM, SIGNATURE, lower } from './shared-index.mjs';

const MIN_TERM = 2;
const NO_VALUE = -1; // as unsigned, the largest: nothing hashed into this part yet

/** Which bytes make up a term: letters, digits, underscore. */
const TERM_BYTE = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) TERM_BYTE[byte] = /\w/.test(String.fromCharCode(byte)) ? lower(byte) : 0;

export class Analyser {
  #index;
  #files;
  // Counts within the current file, so that shared memory is touched once a term and file, not once a word.
  #counts;
  #touched;

  constructor(index, files) {
    this.#index = index;
    this.#files = files;
    this.#counts = new Int32Array(index.sizes.slots);
    this.#touched = [];
  }

  /** Works on files until none is left; `afterEach` is called after each of them. */
  run(afterEach) {
    for (let n = this.#index.claimFile(); n !== -1; n = this.#index.claimFile()) {
      const bytes = readFileSync(this.#files.path(n));
      this.#file(n, bytes);
      this.#index.addDoneBytes(bytes.length);
      afterEach?.();
    }
  }

  #file(n, bytes) {
    const index = this.#index;
    const counts = this.#counts;
    const touched = this.#touched;
    const signature = index.signatures.subarray(n * SIGNATURE, (n + 1) * SIGNATURE).fill(NO_VALUE);
    let lines = 0;
    let tokens = 0;
    let before1 = 0;
    let before2 = 0;
    let before3 = 0;
    const length = bytes.length;
    for (let at = 0; at < length; at++) {
      let byte = TERM_BYTE[bytes[at]];
      if (byte === 0) {
        if (bytes[at] === 10) lines++;
        continue;
      }
      const from = at;
      let hash = -2128831035;
      let check = 17;
      do {
        hash = Math.imul(hash ^ byte, 16777619);
        check = Math.imul(check + byte, -1640531527) ^ (check >>> 15);
        byte = ++at < length ? TERM_BYTE[bytes[at]] : 0;
      } while (byte !== 0);
      if (at < length && bytes[at] === 10) lines++;
      const size = at - from;
      if (size < MIN_TERM || size > MAX_TERM) continue;
      tokens++;
      hash = mix(hash);
      const slot = index.slotOf(hash, check, bytes, from, at);
      if (counts[slot]++ === 0) touched.push(slot);
      // Four neighbouring terms make a shingle; each shingle competes in one of 64 parts (one-permutation hashing).
      const shingle = mix(hash ^ Math.imul(before1, 5) ^ Math.imul(before2, 9) ^ Math.imul(before3, 17));
      if (tokens >= 4) {
        const part = shingle & (SIGNATURE - 1);
        if ((shingle >>> 6) < (signature[part] >>> 0)) signature[part] = shingle >>> 6;
      }
      before3 = before2;
      before2 = before1;
      before1 = hash;
    }
    index.tokens[n] = tokens;
    index.lines[n] = lines;
    for (let i = 0; i < touched.length; i++) {
      index.addPosting(touched[i], n, counts[touched[i]]);
      counts[touched[i]] = 0;
    }
    touched.length = 0;
  }
}

/** Spreads the bits of a 32-bit hash. */
export function mix(hash) {
  hash = Math.imul(hash ^ (hash >>> 16), -2048144789);
  hash = Math.imul(hash ^ (hash >>> 13), -1028477387);
  return hash ^ (hash >>> 16);
}
