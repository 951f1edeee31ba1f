// detached: a session of its own; with unref() the program outlives this one.
const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');

const session = (id) => {
  const [, , group, leader] = fs.readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return { group: Number(group), session: Number(leader) };
};

if (process.argv[2] === 'parent') {
  // The pipes belong to the test: they end when the program does.
  const child = spawn('sh', ['-c', 'read line <&3; echo "outlived: $line"'],
    { detached: true, stdio: ['ignore', 1, 'ignore', 0] });
  child.unref();
} else main();

async function main() {
  const child = spawn('cat', { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  assert.deepStrictEqual(session(child.pid), { group: child.pid, session: child.pid });
  const other = spawn('cat', { stdio: ['pipe', 'ignore', 'inherit'] });
  assert.deepStrictEqual(session(other.pid), session('self'));
  child.stdin.end();
  other.stdin.end();
  const own = spawnSync('sh', ['-c', 'cat /proc/self/stat'], { detached: true, encoding: 'utf8' });
  assert.strictEqual(Number(own.stdout.replace(/^.*\) /s, '').split(' ')[3]), own.pid);

  const parent = spawn(process.execPath, [__filename, 'parent'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  parent.stdout.on('data', (chunk) => { text += chunk; });
  const closed = once(parent, 'close');
  assert.deepStrictEqual(await once(parent, 'exit'), [0, null]);
  // That has closed our end of its input, which the program still has: it goes on.
  await closed;
  assert.strictEqual(text, 'outlived: \n');
}
