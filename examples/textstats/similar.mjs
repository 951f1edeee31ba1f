// Finds similar files by their signatures: files that agree in a whole band are compared, others never meet.
import { mix } from './analyse.mjs';
import { SIGNATURE } from './shared-index.mjs';

export const BANDS = 16;
const ROWS = SIGNATURE / BANDS;
/** Shorter files are similar to too many others. */
const MIN_TOKENS = 200;
const MIN_SIMILARITY = 0.6;
/** In a crowd of equal files each is compared with this many neighbours only. */
const NEIGHBOURS = 24;
/** How many pairs a band reports. */
const KEEP = 400;

/** The best pairs of one band that are similar but not equal: [similarity, first file, second file], first < second. */
export function similarInBand(index, band) {
  const { signatures, tokens } = index;
  const keys = new Int32Array(index.sizes.files);
  const candidates = [];
  for (let n = 0; n < index.sizes.files; n++) {
    if (tokens[n] < MIN_TOKENS) continue;
    let key = band;
    for (let row = 0; row < ROWS; row++) key = mix(key ^ signatures[n * SIGNATURE + band * ROWS + row]);
    keys[n] = key;
    candidates.push(n);
  }
  candidates.sort((a, b) => keys[a] - keys[b] || a - b);
  const pairs = [];
  for (let i = 0; i < candidates.length; i++) {
    for (let j = i + 1; j < candidates.length && j - i <= NEIGHBOURS; j++) {
      if (keys[candidates[i]] !== keys[candidates[j]]) break;
      const similarity = similarityOf(index, candidates[i], candidates[j]);
      if (similarity >= MIN_SIMILARITY && similarity < 1) pairs.push([similarity, candidates[i], candidates[j]]);
    }
  }
  return bestPairs(index, pairs).slice(0, KEEP);
}

/** Sorts pairs (most similar first, longer files before shorter) and drops repetitions. */
export function bestPairs(index, pairs) {
  const { tokens } = index;
  pairs.sort((a, b) => b[0] - a[0] || tokens[b[1]] - tokens[a[1]] || a[1] - b[1] || a[2] - b[2]);
  return pairs.filter((p, i) => i === 0 || p[1] !== pairs[i - 1][1] || p[2] !== pairs[i - 1][2]);
}

/** How many files have the signature of an earlier file: copies, as far as signatures tell. */
export function countCopies({ signatures, tokens, sizes }) {
  const seen = new Set();
  let copies = 0;
  for (let n = 0; n < sizes.files; n++) {
    if (tokens[n] < MIN_TOKENS) continue;
    const signature = signatures.subarray(n * SIGNATURE, (n + 1) * SIGNATURE).join();
    if (seen.has(signature)) copies++;
    else seen.add(signature);
  }
  return copies;
}

/** The share of equal places in two signatures: an estimate of the share of common shingles. */
function similarityOf({ signatures }, a, b) {
  let equal = 0;
  for (let i = 0; i < SIGNATURE; i++) {
    if (signatures[a * SIGNATURE + i] === signatures[b * SIGNATURE + i]) equal++;
  }
  return equal / SIGNATURE;
}
