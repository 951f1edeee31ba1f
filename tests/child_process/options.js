// Options of spawn: folder, environment, name, stdio, user, session, shell.
const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { once } = require('node:events');
const { pathToFileURL } = require('node:url');

const output = (file, args, options) => spawnSync(file, args, { encoding: 'utf8', ...options }).stdout;
assert.strictEqual(output('pwd', [], { cwd: '/' }), '/\n');
assert.strictEqual(output('pwd', [], { cwd: pathToFileURL('/usr/') }), '/usr\n');
assert.strictEqual(output('/usr/bin/env', [], { env: { __proto__: { A: 1 }, B: 'ü', C: undefined } }), 'B=ü\nA=1\n');
assert.strictEqual(output('sh', ['-c', 'echo $0'], { argv0: 'other' }), 'other\n');
assert.strictEqual(output('echo $((1 + 1))', [], { shell: true }), '2\n');
process.env.FROM_PARENT = 'yes';
assert.strictEqual(output('sh', ['-c', 'echo $FROM_PARENT']), 'yes\n');
const mask = process.umask(0o027);
assert.strictEqual(output('sh', ['-c', 'umask']), '0027\n');
process.umask(mask);
// Its own group is this process's, unless it leads a session.
const group = (options) => output('sh', ['-c', 'cut -d" " -f5,6 /proc/$$/stat'], options).trim().split(' ');
const own = fs.readFileSync('/proc/self/stat', 'utf8').split(' ').slice(4, 6);
assert.deepStrictEqual(group(), own);
const [leader, session] = group({ detached: true });
assert.ok(leader === session && session !== own[1]);
if (process.getuid() === 0) assert.strictEqual(output('id', ['-u'], { uid: 65534, gid: 65534 }), '65534\n');

async function main() {
  // Nothing but its own descriptors is open in a program.
  const file = fs.openSync('out', 'w');
  const child = spawn('sh', ['-c', 'ls /proc/self/fd'], { stdio: ['ignore', file, 'inherit', 'ignore', 'pipe'] });
  assert.deepStrictEqual([child.stdin, child.stdout, child.stderr, child.stdio[3]], [null, null, null, null]);
  await once(child, 'close');
  const open = fs.readFileSync('out', 'utf8').split('\n');
  assert.deepStrictEqual(['0', '1', '2', '4'].filter((fd) => !open.includes(fd)), []);
  assert.ok(file > 4 && !open.includes(String(file)));
  // One program's output is another's input.
  const first = spawn('echo', ['through']);
  const second = spawn('cat', { stdio: [first.stdout, 'pipe', 'inherit'] });
  let text = '';
  second.stdout.on('data', (chunk) => { text += chunk; });
  await once(second, 'close');
  assert.strictEqual(text, 'through\n');
  // A pipe above the standard three goes both ways.
  const both = spawn('sh', ['-c', 'cat <&3 >&3'], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  both.stdio[3].end('echo');
  assert.strictEqual(String((await once(both.stdio[3], 'data'))[0]), 'echo');
}
main();
