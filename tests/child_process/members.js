// The members of a ChildProcess before, during and after, and `using`.
const assert = require('node:assert');
const EventEmitter = require('node:events');
const { ChildProcess, execFile, fork, spawn } = require('node:child_process');
const { once } = EventEmitter;

const view = ({ connected, exitCode, killed, signalCode, spawnfile }) => ({ connected, exitCode, killed, signalCode, spawnfile });

if (process.argv[2] === 'child') process.once('message', (message) => process.send(message));
else main();

async function main() {
  const empty = new ChildProcess();
  assert.ok(empty instanceof EventEmitter);
  assert.deepStrictEqual(view(empty), { connected: false, exitCode: null, killed: false, signalCode: null, spawnfile: null });
  assert.deepStrictEqual([empty.pid, empty.kill(), empty.channel, empty.stdin], [undefined, false, undefined, undefined]);

  let child = spawn('cat', ['-']);
  assert.deepStrictEqual(view(child), { connected: false, exitCode: null, killed: false, signalCode: null, spawnfile: 'cat' });
  assert.deepStrictEqual(child.spawnargs, ['cat', '-']);
  assert.strictEqual(process.kill(child.pid, 0), true);
  assert.deepStrictEqual([typeof child.send, child.channel], ['undefined', undefined]);
  child.stdin.end();
  await once(child, 'exit');
  assert.deepStrictEqual(view(child), { connected: false, exitCode: 0, killed: false, signalCode: null, spawnfile: 'cat' });
  assert.ok(child.pid > 0 && !child.kill(0));

  // killed says that a signal was sent, not that it ended the program.
  child = spawn('cat');
  assert.ok(child.kill(0) && child.killed && child.exitCode === null);
  assert.ok(child.kill('SIGHUP'));
  await once(child, 'exit');
  assert.deepStrictEqual(view(child), { connected: false, exitCode: null, killed: true, signalCode: 'SIGHUP', spawnfile: 'cat' });

  let used;
  {
    using scoped = used = spawn('cat');
    assert.strictEqual(scoped.killed, false);
  }
  assert.strictEqual(used.killed, true);
  assert.deepStrictEqual(await once(used, 'exit'), [null, 'SIGTERM']);
  using executed = execFile('cat', () => {});
  assert.strictEqual(typeof executed[Symbol.dispose], 'function');

  child = fork(__filename, ['child']);
  assert.ok(child.connected && child.channel.hasRef !== null && child.stdout === null);
  for (const name of ['ref', 'unref']) assert.strictEqual(typeof child.channel[name], 'function');
  child.send('hello');
  assert.strictEqual((await once(child, 'message'))[0], 'hello');
  await once(child, 'exit');
  assert.deepStrictEqual([child.connected, child.channel], [false, null]);
}
