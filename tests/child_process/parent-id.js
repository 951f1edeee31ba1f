// heddle-only
// process.ppid of a child is the process that asked for it; other programs see the one that started it.
const assert = require('node:assert');
const { execFileSync, fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.send(process.ppid);
} else {
  fork(__filename, ['child']).on('message', (id) => assert.strictEqual(id, process.pid));
  const output = execFileSync(process.execPath, ['-p', 'process.ppid'], { encoding: 'utf8' });
  assert.strictEqual(Number(output), process.pid);
  assert.notStrictEqual(Number(execFileSync('sh', ['-c', 'echo $PPID'])), process.pid);
}
