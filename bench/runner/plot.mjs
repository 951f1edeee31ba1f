// An SVG plot: for each scenario, how many times better than node each runtime is, on a logarithmic scale.
const COLOURS = { heddle: '#c2410c', node: '#4d7c0f', deno: '#475569', bun: '#a16207' };
const LEFT = 300;
const WIDTH = 900;
const BAR = 11;
const GAP = 14;

export function plotOf(results, runtimes, caption) {
  const shown = runtimes.filter((r) => r.name !== 'node');
  const rows = results.map(({ scenario, byRuntime }) => ({
    title: scenario.title,
    bars: shown.map((r) => ({ name: r.name, gain: gainOver(scenario, byRuntime, r.name) })).filter((b) => b.gain !== null),
  })).filter((row) => row.bars.length > 0);
  const gains = rows.flatMap((row) => row.bars.map((b) => Math.log10(b.gain)));
  const low = Math.floor(Math.min(-0.3, ...gains));
  const high = Math.ceil(Math.max(0.3, ...gains));
  const x = (gain) => LEFT + (Math.log10(gain) - low) / (high - low) * (WIDTH - LEFT - 70);
  const parts = [];
  let y = 64;
  for (const row of rows) {
    const height = row.bars.length * (BAR + 2);
    parts.push(`<text x="${LEFT - 12}" y="${y + height / 2 + 4}" text-anchor="end">${escape(row.title)}</text>`);
    for (const { name, gain } of row.bars) {
      const [from, to] = [x(1), x(gain)].sort((a, b) => a - b);
      parts.push(`<rect x="${from.toFixed(1)}" y="${y}" width="${Math.max(1, to - from).toFixed(1)}" height="${BAR}" fill="${COLOURS[name] ?? '#888'}"/>`);
      const outside = gain >= 1 ? `x="${(to + 4).toFixed(1)}"` : `x="${(from - 4).toFixed(1)}" text-anchor="end"`;
      parts.push(`<text ${outside} y="${y + BAR - 2}" class="small">${gain >= 10 ? Math.round(gain) : gain.toPrecision(2)}×</text>`);
      y += BAR + 2;
    }
    y += GAP;
  }
  const grid = [];
  for (let power = low; power <= high; power++) {
    const at = x(10 ** power).toFixed(1);
    grid.push(`<line x1="${at}" x2="${at}" y1="48" y2="${y}" stroke="${power === 0 ? '#4d7c0f' : '#ccc'}"/>`);
    grid.push(`<text x="${at}" y="42" text-anchor="middle" class="small">${power === 0 ? 'node' : `${10 ** power}×`}</text>`);
  }
  const legend = shown.map((r, n) => `<rect x="${LEFT + n * 110}" y="12" width="${BAR}" height="${BAR}" fill="${COLOURS[r.name] ?? '#888'}"/>` +
    `<text x="${LEFT + n * 110 + 16}" y="22">${r.name} ${escape(r.version)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 24}" viewBox="0 0 ${WIDTH} ${y + 24}" role="img" aria-label="Times better than node">
<style>text{font:13px sans-serif;fill:#333}.small{font-size:11px;fill:#666}</style>
<rect width="100%" height="100%" fill="#fff"/>
${[...legend, ...grid, ...parts].join('\n')}
<text x="12" y="${y + 14}" class="small">Times better than node (right is better). ${escape(caption.trim().split('\n').join('; '))}</text>
</svg>
`;
}

/** How many times better than node; null without both values. */
function gainOver(scenario, byRuntime, name) {
  const own = byRuntime.get(name)?.value;
  const node = byRuntime.get('node')?.value;
  if (!own || !node) return null;
  return scenario.better === 'lower' ? node / own : own / node;
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
