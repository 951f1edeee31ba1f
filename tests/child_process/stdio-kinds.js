// What a program's descriptors may be: pipes, nothing, ours, numbers, streams, sockets, by name or in a list of any length.
const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');

const all = async (stream) => (await stream.setEncoding('utf8').toArray()).join('');
if (process.argv[2] === 'inherits') spawn('sh', ['-c', 'cat; echo err >&2'], { stdio: 'inherit' });
else main();

async function main() {
  for (const stdio of ['pipe', 'overlapped', ['pipe', 'pipe', 'pipe'], [null, undefined], [], undefined, null]) {
    const child = spawn('sh', ['-c', 'cat; echo err >&2'], { stdio });
    assert.deepStrictEqual(child.stdio, [child.stdin, child.stdout, child.stderr]);
    child.stdin.end('in');
    assert.deepStrictEqual(await Promise.all([all(child.stdout), all(child.stderr)]), ['in', 'err\n']);
  }
  const silent = spawn('sh', ['-c', 'for fd in 0 1 2; do name=$(readlink /proc/$$/fd/$fd); echo $name >&3; done'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  assert.deepStrictEqual(silent.stdio.slice(0, 3), [null, null, null]);
  assert.strictEqual(await all(silent.stdio[3]), '/dev/null\n'.repeat(3));

  const inherits = spawn(process.execPath, [__filename, 'inherits']);
  inherits.stdin.end('through');
  assert.deepStrictEqual(await Promise.all([all(inherits.stdout), all(inherits.stderr)]), ['through', 'err\n']);

  // Numbers and streams of files: each has what the other wrote before.
  const fd = fs.openSync('out', 'w+');
  assert.deepStrictEqual(await once(spawn('sh', ['-c', 'echo 1'], { stdio: ['ignore', fd, fd] }), 'close'), [0, null]);
  const file = fs.createWriteStream('out', { flags: 'a' });
  await once(file, 'open');
  const writer = spawn('sh', ['-c', 'echo 2; echo 3 >&2'], { stdio: ['ignore', file, file] });
  assert.strictEqual(writer.stdout, null);
  await once(writer, 'close');
  file.end();
  assert.strictEqual(fs.readFileSync('out', 'utf8'), '1\n2\n3\n');
  const reader = fs.createReadStream('out');
  await once(reader, 'open');
  assert.strictEqual(await all(spawn('cat', { stdio: [reader, 'pipe', 'inherit'] }).stdout), '1\n2\n3\n');
  reader.destroy();
  fs.closeSync(fd);
  // A stream without a descriptor yet.
  assert.throws(() => spawn('true', { stdio: [fs.createReadStream('out')] }), { code: 'ERR_INVALID_ARG_VALUE' });

  // A socket.
  const server = net.createServer((socket) => {
    spawn('sh', ['-c', 'read line; echo "got $line"'], { stdio: [socket, socket, 'inherit'] }).on('close', () => socket.destroy());
  }).listen(0);
  await once(server, 'listening');
  const client = net.connect(server.address().port);
  client.write('a line\n');
  assert.strictEqual(await all(client), 'got a line\n');
  server.close();

  // More than three, some of them ours, some nothing.
  const many = spawn('sh', ['-c', 'cat <&5 >&7; echo six >&6'],
    { stdio: ['ignore', 'inherit', 'inherit', 'ignore', null, 'pipe', 'overlapped', 'pipe'] });
  assert.deepStrictEqual([many.stdio.length, many.stdio[3], many.stdio[4]], [8, null, null]);
  many.stdio[5].end('five');
  assert.deepStrictEqual(await Promise.all([all(many.stdio[7]), all(many.stdio[6])]), ['five', 'six\n']);

  // What is open here is not open there.
  const open = fs.openSync('out', 'r');
  assert.strictEqual(spawnSync('sh', ['-c', `[ -e /proc/$$/fd/${open} ]`]).status, 1);
  fs.closeSync(open);
  assert.throws(() => spawn('true', { stdio: [1000] }), { code: 'EBADF', syscall: 'spawn' });
  assert.throws(() => spawn('true', { stdio: 'nothing' }), { code: 'ERR_INVALID_ARG_VALUE' });
}
