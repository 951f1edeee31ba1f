// Finds the runtimes to measure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const bench = path.join(import.meta.dirname, '..');
const FLAGS = { deno: ['run', '--quiet', '--allow-all'] };

/** Heddle first, then the peers that are installed; a note for each that is not. */
export function findRuntimes(heddle, peers) {
  const own = heddle ?? path.join(bench, '..', 'target', 'release', 'heddle');
  const found = [];
  for (const [name, commands] of [['heddle', [own]], ...peers.map((name) => [name, commandsOf(name)])]) {
    // One that is there but does not start (an install that was cut short) gives way to the next.
    const runtime = commands.map((command) => ({ name, command, version: versionOf(name, command), flags: FLAGS[name] ?? [] }))
      .find(({ version }) => version !== null);
    if (runtime === undefined) console.log(`${name} is not installed here and left out`);
    else found.push(runtime);
  }
  if (found.length === 0) {
    console.error('no runtime to measure');
    process.exit(2);
  }
  return found;
}

function commandsOf(name) {
  const folders = [path.join(bench, 'node_modules', '.bin'), ...(process.env.PATH ?? '').split(path.delimiter)];
  return folders.filter((folder) => folder !== '').map((folder) => path.join(folder, name)).filter((command) => existsSync(command));
}

function versionOf(name, command) {
  // Heddle's --version is that of the Node whose behaviour it follows.
  const args = name === 'heddle' ? ['--eval', 'console.log(process.versions.heddle)'] : ['--version'];
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? stdout.trim() : null;
}
