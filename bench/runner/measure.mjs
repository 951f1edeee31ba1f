// Runs scenarios in interleaved rounds.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { median } from '../scenarios/lib.mjs';

const WATCHDOG_MS = { full: 600_000, short: 60_000 };
/** A short process is measured several times a round, because one start says little. */
const WALL_REPEATS = 5;
const folder = path.join(import.meta.dirname, '..', 'scenarios');

/** A result per scenario: { scenario, byRuntime: Map(name -> { value, values, extra, error }) }. */
export function measure({ scenarios, runtimes, rounds, full }) {
  return scenarios.map((scenario) => {
    const runs = new Map(runtimes.map((r) => [r.name, { values: [], extras: [], error: null }]));
    for (let round = 0; round < (scenario.rounds ?? rounds); round++) {
      // Another one goes first in each round, so that none always profits from what ran before it.
      for (let n = 0; n < runtimes.length; n++) {
        const runtime = runtimes[(round + n) % runtimes.length];
        const run = runs.get(runtime.name);
        if (run.error === null) once(scenario, runtime, full, run);
      }
    }
    const byRuntime = new Map();
    for (const [name, { values, extras, error }] of runs) {
      byRuntime.set(name, { value: values.length > 0 ? median(values) : null, values, extra: extras.at(-1) ?? {}, error });
    }
    const line = runtimes.map(({ name }) => `${name} ${format(byRuntime.get(name))}`).join('  ');
    console.log(`${scenario.name.padEnd(20)} ${line} ${scenario.unit}`);
    return { scenario, byRuntime };
  });
}

function once(scenario, runtime, full, run) {
  const args = [...runtime.flags, path.join(folder, `${scenario.name}.mjs`), ...(full ? ['--full'] : [])];
  const repeats = scenario.wall ? WALL_REPEATS : 1;
  for (let n = 0; n < repeats; n++) {
    const from = performance.now();
    const timeout = full ? WATCHDOG_MS.full : WATCHDOG_MS.short;
    const child = spawnSync(runtime.command, args, { encoding: 'utf8', timeout, killSignal: 'SIGKILL' });
    const wall = performance.now() - from;
    if (child.status !== 0) {
      run.error = child.error?.code === 'ETIMEDOUT' ? `no end within ${timeout / 1000} s` : child.error?.message ?? `${child.signal ?? `exit code ${child.status}`}: ${child.stderr.trim().split('\n').at(-1) ?? ''}`;
      return;
    }
    if (scenario.wall) {
      run.values.push(wall);
    } else {
      const { value, ...extra } = JSON.parse(child.stdout.trim().split('\n').at(-1));
      run.values.push(value);
      run.extras.push(extra);
    }
  }
}

export function format({ value, error }) {
  if (error !== null) return 'failed';
  if (value >= 10_000) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}
