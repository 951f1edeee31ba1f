// The results as a text table, and how they stand against the bars.
import { format } from './measure.mjs';

export function tableOf(results, runtimes) {
  const own = runtimes.find((r) => r.name === 'heddle');
  const peers = runtimes.filter((r) => r !== own);
  const header = ['', 'unit', ...runtimes.map((r) => r.name), ...(own ? peers.map((p) => `heddle / ${p.name}`) : [])];
  const rows = results.map((result) => [
    result.scenario.title, result.scenario.unit,
    ...runtimes.map((r) => format(result.byRuntime.get(r.name))),
    ...(own ? peers.map((p) => ratioText(ratio(result, p.name))) : []),
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column].length)));
  const line = (row) => row.map((cell, n) => (n < 2 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join('  ').trimEnd();
  return [line(header), widths.map((w) => '-'.repeat(w)).join('  '), ...rows.map(line)].join('\n');
}

/** heddle's value over a peer's, or null. */
export function ratio({ byRuntime }, peer) {
  const own = byRuntime.get('heddle')?.value;
  const other = byRuntime.get(peer)?.value;
  return own == null || other == null || other === 0 ? null : own / other;
}

function ratioText(value) {
  return value === null ? '-' : value.toPrecision(3);
}

/** One line for each bar, kept or missed. */
export function verdictsOf(results, full) {
  const lines = [];
  let missed = 0;
  const judge = (kept, text) => {
    if (!kept) missed++;
    lines.push(`${kept ? 'kept  ' : 'MISSED'} ${text}`);
  };
  for (const result of results) {
    const { scenario, byRuntime } = result;
    const own = byRuntime.get('heddle');
    if (own === undefined) continue;
    for (const [name, { error }] of byRuntime) {
      if (name !== 'heddle' && error !== null) lines.push(`failed ${scenario.title}: ${name}: ${error}`);
    }
    if (own.error !== null) {
      judge(false, `${scenario.title}: ${own.error}`);
      continue;
    }
    const against = ratio(result, 'node');
    if (scenario.bar !== undefined && against !== null) {
      const kept = scenario.better === 'lower' ? against <= scenario.bar : against >= scenario.bar;
      judge(kept, `${scenario.title}: ${against.toPrecision(3)} of node's, bar ${scenario.bar}`);
    }
    if (scenario.limit !== undefined) judge(own.value < scenario.limit, `${scenario.title}: ${own.value.toPrecision(3)} ${scenario.unit}, bar ${scenario.limit}`);
    const limits = scenario.limitNeedsFull && !full ? {} : scenario.limitExtra ?? {};
    for (const [key, limit] of Object.entries(limits)) {
      judge(own.extra[key] < limit, `${scenario.title}: ${key} ${own.extra[key]}, bar ${limit}`);
    }
  }
  return { lines, missed };
}
