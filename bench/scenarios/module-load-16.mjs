// A module of 1 MB in sixteen workers, one after the other: the time that import() takes in the second to the sixteenth.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, next, report, start } from './lib.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
const file = path.join(folder, 'large.mjs');
let source = '';
for (let n = 0; source.length < 1_000_000; n++) {
  source += `export function f${n}(a, b) {\n  const list = [a, b, ${n}];\n  for (const item of list) if (item > ${n}) return { item, name: 'f${n}', list };\n` +
    `  return list.map((item) => item * ${n}).filter(Boolean);\n}\n`;
}
writeFileSync(file, source);
const times = [];
for (let n = 0; n < 16; n++) {
  const worker = start('load-module', { workerData: file });
  times.push(await next(worker));
  await worker.terminate();
}
rmSync(folder, { recursive: true });
report(median(times.slice(1)), { first: times[0] });
process.exit(0);
