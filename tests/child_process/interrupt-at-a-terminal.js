// Ctrl-C and a hang-up at a terminal: who gets the signal, how everybody ends, and that nobody is left.
const assert = require('node:assert');
const { exec, spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');

const say = (text) => fs.writeSync(1, `${text}\n`);

// The last thing that a started program does before it waits is to write its process id.
function sayWhenReady() {
  if (fs.existsSync('child') && fs.readFileSync('child', 'utf8').endsWith('\n')) say('ready');
  else setTimeout(sayWhenReady, 5);
}

// The process may not end before it has heard of the signal.
function sayWhenInterrupted() {
  const stays = setInterval(() => {}, 1e6);
  process.on('SIGINT', () => {
    say('interrupted');
    clearInterval(stays);
  });
}

const programs = {
  // Without a handler the program ends as its children do.
  plain() {
    spawn('sh', ['-c', 'sleep 1000 & echo $! >grandchild; echo $$ >child; wait'], { stdio: 'inherit' });
  },
  handled() {
    sayWhenInterrupted();
    const child = spawn('sh', ['-c', 'echo $$ >child; exec sleep 1000'], { stdio: 'inherit' });
    child.on('exit', (code, signal) => {
      say(`child ${code} ${signal}`);
      process.exitCode = 7;
    });
  },
  shell() {
    sayWhenInterrupted();
    const command = 'trap "echo trapped; exit 3" INT; echo $$ >child; while :; do sleep 0.05; done';
    exec(command, (error, stdout) => say(`shell ${error.code} ${error.signal} ${stdout.trim()}`));
  },
  detached() {
    spawn('sh', ['-c', 'echo $$ >child; exec sleep 1000'], { stdio: 'ignore', detached: true });
  },
};

const isAlive = (pid) => {
  try {
    return !/\) [ZX] /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

// Runs a program at a terminal of its own, and presses Ctrl-C or takes the terminal away when it is ready.
async function run(name, hangsUp) {
  for (const file of ['child', 'grandchild']) fs.rmSync(file, { force: true });
  // Without a shell in between: whether one goes on after an interrupt is its own affair (bash does, dash does not).
  const command = `exec "${process.execPath}" "${__filename}" program ${name}`;
  const terminal = spawn('script', ['-qefc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  terminal.stdout.setEncoding('utf8');
  terminal.stdout.on('data', (chunk) => {
    const wasReady = text.includes('ready');
    text += chunk;
    if (wasReady || !text.includes('ready')) return;
    if (hangsUp) terminal.kill('SIGKILL');
    else terminal.stdin.write('\x03');
  });
  const [code] = await once(terminal, 'close');
  const pids = ['child', 'grandchild'].filter((file) => fs.existsSync(file)).map((file) => Number(fs.readFileSync(file, 'utf8')));
  if (name === 'detached') {
    assert.deepStrictEqual(pids.map(isAlive), [true]);
    process.kill(pids[0], 'SIGKILL');
  }
  while (pids.some(isAlive)) await new Promise((resolve) => { setTimeout(resolve, 5); });
  return { code, text: text.replaceAll('\r', '') };
}

async function main() {
  assert.deepStrictEqual(await run('plain', false), { code: 130, text: 'ready\n^C' });
  // Which of them is first at what they do then is left open.
  const lines = async (name) => {
    const { code, text } = await run(name, false);
    return [code, ...text.replace('^C', '').trim().split('\n').sort()];
  };
  assert.deepStrictEqual(await lines('handled'), [7, 'child null SIGINT', 'interrupted', 'ready']);
  assert.deepStrictEqual(await lines('shell'), [0, 'interrupted', 'ready', 'shell 3 null trapped']);
  assert.deepStrictEqual(await run('detached', false), { code: 130, text: 'ready\n^C' });
  for (const name of Object.keys(programs)) assert.strictEqual((await run(name, true)).text, 'ready\n');
}

if (process.argv[2] === 'program') {
  programs[process.argv[3]]();
  sayWhenReady();
} else {
  main();
}
