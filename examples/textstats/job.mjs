// The job itself: the same two steps on the main thread or on workers, and one summary of the index.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Analyser, mix } from './analyse.mjs';
import { SharedIndex, sizesFor } from './shared-index.mjs';
import { BANDS, bestPairs, countCopies, similarInBand } from './similar.mjs';

/** How often progress is looked at while workers run. */
const LOOK_MS = 50;
const TOP_TERMS = 10;
const TOP_PAIRS = 5;

/** Everything here, as a program without threads would do it. */
export async function runOnMainThread({ files, queries }, progress) {
  const index = new SharedIndex(sizesFor(files.count, files.bytes));
  new Analyser(index, files).run(() => progress(index.doneBytes));
  const pairs = [];
  for (let band = index.claimBand(BANDS); band !== -1; band = index.claimBand(BANDS)) {
    pairs.push(...similarInBand(index, band));
  }
  return summarise(index, files, pairs, queries);
}

/** The same work by workers that share the index; the main thread only looks at the counters. */
export async function runOnWorkers({ files, queries, workers }, progress) {
  const index = new SharedIndex(sizesFor(files.count, files.bytes));
  const team = Array.from({ length: workers }, (_, n) => new Worker(new URL('worker.mjs', import.meta.url), {
    name: `textstats ${n}`, workerData: { index: index.toMessage(), files: files.toMessage() },
  }));
  const looking = setInterval(() => progress(index.doneBytes), LOOK_MS);
  try {
    await askAll(team, 'analyse');
    const pairs = (await askAll(team, 'compare')).flat();
    // Even the summary (top terms, searches) is work: a worker does it, this thread stays free.
    const [summary] = await askAll(team.slice(0, 1), { summarise: { pairs, queries } });
    return summary;
  } finally {
    clearInterval(looking);
    await Promise.all(team.map((worker) => worker.terminate()));
  }
}

/** Sends a request to each worker and waits for every answer; a worker's error rejects. */
function askAll(team, request) {
  return Promise.all(team.map(async (worker) => {
    worker.postMessage(request);
    const [answer] = await once(worker, 'message');
    return answer;
  }));
}

/** The result in a form that does not depend on the order in which threads met. */
export function summarise(index, files, pairs, queries) {
  const top = [];
  let occurrences = 0;
  let checksum = 0;
  const wanted = new Map(queries.flatMap((q) => q.toLowerCase().split(/\W+/)).map((word) => [word, -1]));
  for (let slot = 0; slot <= index.mask; slot++) {
    const count = index.count[slot];
    if (count === 0) continue;
    occurrences += count;
    const term = index.termAt(slot);
    checksum = (checksum + mix(textHash(term) ^ mix(count ^ mix(index.files[slot])))) | 0;
    if (wanted.has(term)) wanted.set(term, slot);
    if (top.length < TOP_TERMS || count > top.at(-1).count) {
      top.push({ term, count, files: index.files[slot] });
      top.sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1));
      top.length = Math.min(top.length, TOP_TERMS);
    }
  }
  const searches = queries.map((query) => search(index, files, query, wanted));
  const best = bestPairs(index, pairs);
  const describe = ([similarity, a, b]) => ({ similarity, a: files.name(a), b: files.name(b) });
  for (const pair of best) checksum = mix(checksum ^ mix(pair[1] * 31 + pair[2]) ^ (pair[0] * 64));
  for (const { hits } of searches) checksum = mix(checksum ^ hits);
  let lines = 0;
  for (let n = 0; n < files.count; n++) {
    lines += index.lines[n];
    checksum = mix(checksum ^ index.tokens[n]);
  }
  return {
    terms: index.terms, postings: index.postings, occurrences, lines, top,
    searches, copies: countCopies(index), similar: best.slice(0, TOP_PAIRS).map(describe),
    checksum: checksum >>> 0,
  };
}

/** Files that hold every word of a query, best first. */
function search(index, files, query, slots) {
  const words = query.toLowerCase().split(/\W+/).map((word) => slots.get(word));
  if (words.includes(-1)) return { query, hits: 0, first: null };
  const [first, ...others] = words.map((slot) => index.filesOf(slot)).sort((a, b) => a.size - b.size);
  const hits = [...first].filter((n) => others.every((set) => set.has(n))).sort((a, b) => a - b);
  return { query, hits: hits.length, first: hits.length > 0 ? files.name(hits[0]) : null };
}

function textHash(text) {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return hash;
}
