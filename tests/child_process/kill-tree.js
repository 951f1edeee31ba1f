// heddle-only
// kill({ tree: true }) reaches all descendants, also those in sessions of their own and those that refuse to end.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

// Each says who it is. All hold the pipe of standard output: it ends when the last of them has.
const sleeper = 'echo $$; exec sleep 1000';
const tree = `
  sh -c '${sleeper}' &
  setsid sh -c '${sleeper}' &
  sh -c 'setsid sh -c "echo \\$\\$; exec sleep 1000" & echo $$; wait' &
  sh -c 'trap "" TERM; echo "$$ refuses"; exec sleep 1000' &
  echo $$; wait`;

async function start() {
  const child = spawn('sh', ['-c', tree], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.split('\n').length > 6) break;
  }
  child.stdout.resume();
  assert.strictEqual(new Set(text.match(/\d+/g)).size, 6);
  return { child, refuser: Number(/(\d+) refuses/.exec(text)[1]) };
}

async function main() {
  let { child } = await start();
  assert.throws(() => child.kill({ tree: true, signal: 'SIGNOTHING' }), { code: 'ERR_UNKNOWN_SIGNAL' });
  assert.ok(child.kill({ tree: true, signal: 0 }));
  // None gets away, whatever it does about signals that can be refused.
  assert.ok(child.kill({ tree: true, signal: 'SIGKILL' }) && child.killed);
  assert.deepStrictEqual(await once(child, 'close'), [null, 'SIGKILL']);
  assert.strictEqual(child.kill({ tree: true }), false);

  // SIGTERM without a name; one of them refuses it and is left.
  let refuser;
  ({ child, refuser } = await start());
  const exit = once(child, 'exit');
  assert.ok(child.kill({ tree: true }));
  assert.deepStrictEqual(await exit, [null, 'SIGTERM']);
  assert.ok(!child.stdout.readableEnded);
  const ended = once(child, 'close');
  process.kill(refuser, 'SIGKILL');
  assert.deepStrictEqual(await ended, [null, 'SIGTERM']);
}

main();
