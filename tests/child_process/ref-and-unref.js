// unref() of a child, its streams and its channel lets this program end; ref() takes that back.
const assert = require('node:assert');
const { fork, spawn } = require('node:child_process');
const { once } = require('node:events');

const programs = {
  unref() {
    const child = spawn('cat');
    child.unref();
    for (const stream of child.stdio) stream.unref();
    process.on('exit', () => process.stdout.write('ended'));
  },
  ref() {
    const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
    child.unref();
    child.stdin.unref();
    child.ref();
    child.on('exit', (code) => process.stdout.write(`exit ${code}`));
    setImmediate(() => child.stdin.end());
  },
  channel() {
    const child = fork(__filename, ['listens']);
    child.once('message', () => {
      child.unref();
      child.channel.unref();
      process.on('exit', () => process.stdout.write('ended'));
    });
  },
  listens() {
    process.on('message', () => {});
    process.send('ready');
  },
};

async function main() {
  for (const [name, expected] of [['unref', 'ended'], ['ref', 'exit 0'], ['channel', 'ended']]) {
    const child = spawn(process.execPath, [__filename, name], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => { text += chunk; });
    assert.deepStrictEqual([...await once(child, 'close'), text], [0, null, expected], name);
  }
}

if (process.argv[2] === undefined) main();
else programs[process.argv[2]]();
