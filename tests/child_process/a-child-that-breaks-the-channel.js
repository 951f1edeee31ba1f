'use strict';
// heddle-only: between Heddle processes messages go through shared memory.
// A child that writes nonsense there, or beside it, ends its channel and nothing else: the parent is warned and lives.
const assert = require('node:assert');
const { fork, spawn } = require('node:child_process');
const fs = require('node:fs');

// The memory of the ring, as the program itself has it mapped.
function scribble(offset, bytes) {
  const line = fs.readFileSync('/proc/self/maps', 'latin1').split('\n').find((line) => line.includes('heddle-ring'));
  const memory = fs.openSync('/proc/self/mem', 'r+');
  fs.writeSync(memory, bytes, 0, bytes.length, parseInt(line.split('-')[0], 16) + offset);
}
const number = (n) => Buffer.from(new BigUint64Array([BigInt.asUintN(64, n)]).buffer);
const HEAD = 128;
const TAIL = 256;
const DATA = 4096;
const modes = {
  head: () => scribble(HEAD, number(1n << 40n)),
  back: () => scribble(HEAD, number(-8n)),
  // A message longer than there is.
  length: () => { scribble(DATA, number(0xffffffffn)); scribble(HEAD, number(64n)); },
  kind: () => { scribble(DATA, number((77n << 32n) | 8n)); scribble(HEAD, number(16n)); },
  bits: () => { scribble(DATA, number((1n << 50n) | 8n)); scribble(HEAD, number(16n)); },
  // Plain data: an array of 2 ** 32 - 1 values.
  plain: () => { scribble(DATA, number(5n)); scribble(DATA + 8, Buffer.from([11, 255, 255, 255, 255])); scribble(HEAD, number(16n)); },
  text: () => { scribble(DATA, number((1n << 32n) | 2n)); scribble(DATA + 8, Buffer.from([0xff, 0xfe])); scribble(HEAD, number(16n)); },
  // In memory that never comes: the message waits for it, until the bytes beside the ring break the rules.
  sealed: () => { scribble(DATA, number((1n << 40n) | 8n)); scribble(HEAD, number(16n)); },
  reader: () => scribble(512 + TAIL, number(1n << 50n)),
  beside: () => {},
};

if (process.argv[2] !== undefined) {
  modes[process.argv[2]]();
  // A byte on the socket has the parent look; the last one is none that may come there.
  try {
    fs.writeSync(3, Buffer.from(['beside', 'sealed'].includes(process.argv[2]) ? [7] : [0]));
  } catch (error) {
    // The parent has seen it by itself.
    assert.strictEqual(error.code, 'EPIPE');
  }
  // Else it would say again, rightly, how far it has read.
  if (process.argv[2] === 'reader') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  process.on('message', () => {});
  return;
}

const warnings = [];
process.on('warning', (warning) => warnings.push(warning));
const broken = Object.keys(modes).map((mode) => new Promise((resolve) => {
  const child = fork(__filename, [mode]);
  let disconnected = false;
  child.on('disconnect', () => { disconnected = true; });
  if (mode === 'reader') {
    // That one shows when this process writes.
    const timer = setInterval(() => { if (child.connected) child.send({ a: 1 }); }, 20);
    child.on('disconnect', () => { clearInterval(timer); child.kill(); });
    child.on('close', resolve);
    return;
  }
  child.on('message', () => assert.fail(`${mode}: a message`));
  child.on('close', () => { assert.ok(disconnected, mode); resolve(); });
}));
// A program that is no Heddle and says that it has a ring.
broken.push(new Promise((resolve) => {
  const child = spawn('sh', ['-c', 'printf "\\377" >&3; read line <&3; :'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.on('close', resolve);
}));
Promise.all(broken).then(async () => {
  for (const warning of warnings) assert.strictEqual(warning.code, 'ERR_IPC_CHANNEL_MALFORMED');
  assert.strictEqual(warnings.length, broken.length);
  // This process is as it was.
  const child = fork('/dev/null');
  assert.strictEqual(await new Promise((resolve) => child.on('exit', resolve)), 0);
});
