// Full-text statistics and a similarity search over a tree of source text: once on one thread, then on
// worker threads that share one index. Shows that the work gets faster and the main loop stays free.
//
//   heddle examples/textstats/main.mjs [folder] [--workers N] [--max-mb N] [--query "words"] [--json]
//
// The default folder is Cargo's registry of downloaded crates. The same program runs under Node.
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FileList } from './files.mjs';
import { Heartbeat } from './heartbeat.mjs';
import { runOnMainThread, runOnWorkers } from './job.mjs';
import { ProgressBar } from './progress.mjs';
import { printReport } from './report.mjs';

function defaultFolder() {
  const cargo = path.join(process.env.CARGO_HOME ?? path.join(os.homedir(), '.cargo'), 'registry', 'src');
  if (!existsSync(cargo)) return process.cwd();
  const registries = readdirSync(cargo);
  return registries.length === 1 ? path.join(cargo, registries[0]) : cargo;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'workers': { type: 'string', default: String(os.availableParallelism()) },
    'max-mb': { type: 'string', default: '96' },
    'query': { type: 'string', multiple: true, default: ['unsafe mutex', 'parse json error', 'shared memory'] },
    'json': { type: 'boolean', default: false },
  },
});
const folder = path.resolve(positionals[0] ?? defaultFolder());
const workers = Math.max(1, Number(flags.workers) || 1);
const maxBytes = (Number(flags['max-mb']) || Infinity) * 1e6;
const say = flags.json ? () => {} : (text) => console.log(text);

say(`Reading ${folder} once, so that both runs find it in the disk cache …`);
const files = await FileList.read(folder, maxBytes);
if (files.count === 0) {
  console.error(`No source text in ${folder}.`);
  process.exit(1);
}
say(`${files.count.toLocaleString('en')} files, ${(files.bytes / 1e6).toFixed(1)} MB${files.truncated ? ` (stopped at --max-mb ${flags['max-mb']}; 0 means all)` : ''}\n`);

const options = { files, queries: flags.query };
const results = [];
for (const [label, run] of [
  ['1 thread', (progress) => runOnMainThread(options, progress)],
  [`${workers} worker${workers === 1 ? '' : 's'}`, (progress) => runOnWorkers({ ...options, workers }, progress)],
]) {
  const bar = new ProgressBar(label.padEnd(10), files.bytes, flags.json);
  const heartbeat = new Heartbeat();
  const started = performance.now();
  const result = await run((bytes) => bar.update(bytes));
  const seconds = (performance.now() - started) / 1000;
  const blocked = await heartbeat.stop();
  bar.done();
  results.push({ label, seconds, blocked, ...result });
}

const identical = results[0].checksum === results[1].checksum;
if (flags.json) {
  console.log(JSON.stringify({ folder, files: files.count, bytes: files.bytes, identical, results }));
} else {
  printReport(results, identical);
}
process.exitCode = identical ? 0 : 1;
