// Writes the results beside the scripts: JSON for programs, text for people, SVG for the README.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { plotOf } from './plot.mjs';

export function saveResults({ results, runtimes, table, verdicts }) {
  const folder = path.join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  const machine = { cpu: os.cpus()[0]?.model, cores: os.availableParallelism(), memoryGiB: Math.round(os.totalmem() / 2 ** 30), kernel: os.release() };
  const versions = Object.fromEntries(runtimes.map((r) => [r.name, r.version]));
  const date = new Date().toISOString().slice(0, 10);
  const data = {
    date, machine, versions,
    results: results.map(({ scenario, byRuntime }) => ({ ...scenario, byRuntime: Object.fromEntries(byRuntime) })),
  };
  const header = `${date}, ${machine.cpu}, ${machine.cores} cores, Linux ${machine.kernel}\n` +
    `${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}\n`;
  writeFileSync(path.join(folder, 'latest.json'), `${JSON.stringify(data, null, 2)}\n`);
  writeFileSync(path.join(folder, 'latest.txt'), `${header}\n${table}\n\n${verdicts.join('\n')}\n`);
  writeFileSync(path.join(folder, 'ratios.svg'), plotOf(results, runtimes, header));
}
