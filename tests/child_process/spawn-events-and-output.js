// A program's output arrives, then 'exit' and, once its streams have ended, 'close'.
const assert = require('node:assert');
const { spawn, ChildProcess } = require('node:child_process');

const log = [];
const child = spawn('sh', ['-c', 'cat; echo problem >&2; exit 3']);
assert.ok(child instanceof ChildProcess && child.pid > 0);
assert.deepStrictEqual([child.spawnfile, child.spawnargs], ['sh', ['sh', '-c', 'cat; echo problem >&2; exit 3']]);
assert.deepStrictEqual([child.exitCode, child.signalCode, child.killed, child.connected], [null, null, false, false]);
assert.deepStrictEqual(child.stdio, [child.stdin, child.stdout, child.stderr]);
assert.ok(!child.stdin.readable && child.stdin.writable && child.stdout.readable);
for (const event of ['spawn', 'exit', 'close']) child.on(event, (...args) => log.push([event, ...args]));
let out = '';
let errors = '';
child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
child.stderr.setEncoding('utf8').on('data', (text) => { errors += text; });
child.stdin.end('hëllo');
process.nextTick(() => log.push('tick'));
process.on('exit', () => {
  assert.deepStrictEqual(log, [['spawn'], 'tick', ['exit', 3, null], ['close', 3, null]]);
  assert.deepStrictEqual([out, errors], ['hëllo', 'problem\n']);
  assert.deepStrictEqual([child.exitCode, child.kill(), child.stdin.destroyed], [3, false, true]);
});
