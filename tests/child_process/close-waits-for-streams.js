// 'exit' comes with the program's end, 'close' when nobody holds its streams any more, not even a grandchild.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

async function main() {
  // The grandchild holds the output until its input ends.
  const holder = spawn('sh', ['-c', 'cat <&3 & exit 4'], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const log = [];
  for (const event of ['exit', 'close']) holder.on(event, (...args) => log.push([event, ...args]));
  holder.stdout.setEncoding('utf8').on('data', (text) => log.push(text)).on('end', () => log.push('end'));
  await once(holder, 'exit');
  assert.deepStrictEqual([holder.exitCode, holder.signalCode, holder.killed, holder.kill()], [4, null, false, false]);
  holder.stdio[3].end('late');
  holder.stdio[3].resume();
  await once(holder, 'close');
  assert.deepStrictEqual(log, [['exit', 4, null], 'late', 'end', ['close', 4, null]]);

  // Nobody need read the output for that.
  assert.deepStrictEqual(await once(spawn('seq', ['1000']), 'close'), [0, null]);
  assert.deepStrictEqual(await once(spawn('sh', ['-c', 'kill -9 $$']), 'close'), [null, 'SIGKILL']);
}
main();
