// Measures Heddle against the peers that are installed. `./x bench` starts it; see README.md.
import { parseArgs } from 'node:util';
import { findRuntimes } from './runner/runtimes.mjs';
import { measure } from './runner/measure.mjs';
import { saveResults } from './runner/save.mjs';
import { scenarios } from './scenarios.mjs';
import { tableOf, verdictsOf } from './runner/table.mjs';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    peers: { type: 'string', default: 'node,deno,bun' },
    heddle: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
});

const only = flags.only?.split(',');
const unknown = only?.filter((name) => !scenarios.some((s) => s.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`no such scenario: ${unknown.join(', ')}; there are ${scenarios.map((s) => s.name).join(', ')}`);
  process.exit(2);
}
const chosen = scenarios.filter((s) => only === undefined || only.includes(s.name));
const runtimes = findRuntimes(flags.heddle, flags.peers.split(','));
console.log(`Measuring ${runtimes.map((r) => `${r.name} ${r.version}`).join(', ')}\n`);

const results = measure({ scenarios: chosen, runtimes, rounds: Number(flags.rounds), full: flags.full });
const table = tableOf(results, runtimes);
const verdicts = verdictsOf(results, flags.full);
console.log(`\n${table}`);
for (const line of verdicts.lines) console.log(line);
// A partial run must not replace the figures of a whole one.
if (only === undefined && runtimes[0].name === 'heddle') saveResults({ results, runtimes, table, verdicts: verdicts.lines });
